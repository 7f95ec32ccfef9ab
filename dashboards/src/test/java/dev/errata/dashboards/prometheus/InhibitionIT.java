package dev.errata.dashboards.prometheus;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One outage, one page: what a running Alertmanager keeps back with the example's rules. */
class InhibitionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String INCIDENT =
            "alertname=ErrataIncident kind=spike severity=critical project=shop owner=quota";

    private final HttpClient client = HttpClient.newHttpClient();
    private URI alerts;
    private Process alertmanager;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        var port = freePort();
        alerts = URI.create("http://127.0.0.1:" + port + "/api/v2/alerts");
        alertmanager = Tool.ALERTMANAGER.start(
                "--config.file=" + Shipped.ALERTMANAGER,
                "--storage.path=" + data,
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=");
        await().atMost(PATIENCE).ignoreExceptions().until(() -> held().isEmpty());
    }

    @AfterEach
    void stop() throws InterruptedException {
        client.close();
        alertmanager.destroy();
        alertmanager.waitFor();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void incidentOfAModel_holdsBackItsThresholds_andTheProjects() throws Exception {
        send(
                INCIDENT + " incident=1 model=flash",
                "alertname=ErrataModelRateLimited project=shop owner=quota model=flash",
                "alertname=ErrataModelRateLimited project=shop owner=quota model=pro",
                "alertname=ErrataRateLimited project=shop owner=quota",
                "alertname=ErrataErrorBudgetBurn project=shop owner=provider",
                "alertname=ErrataRateLimited project=bank owner=quota",
                "alertname=ErrataServerErrors project=shop owner=provider");

        awaitHeld(
                "ErrataModelRateLimited shop flash",
                "ErrataModelRateLimited shop pro", // by the project's alert
                "ErrataRateLimited shop",
                "ErrataErrorBudgetBurn shop");
    }

    @Test
    void incidentOfEverything_holdsBackAllModels_butNotOtherOwners() throws Exception {
        send(
                INCIDENT + " incident=2",
                "alertname=ErrataModelRateLimited project=shop owner=quota model=flash",
                "alertname=ErrataModelServerErrors project=shop owner=provider model=flash");

        awaitHeld("ErrataModelRateLimited shop flash");
    }

    @Test
    void incidentOfAProviderOrAnApplication_holdsBackWhatLiesInIt_andTheProjects() throws Exception {
        send(
                INCIDENT + " incident=4 provider=deepseek",
                "alertname=ErrataModelRateLimited project=shop owner=quota provider=deepseek model=flash",
                "alertname=ErrataModelRateLimited project=shop owner=quota provider=openai model=mini",
                "alertname=ErrataIncident incident=5 kind=spike severity=critical project=bank owner=quota app=search",
                "alertname=ErrataModelRateLimited project=bank owner=quota provider=deepseek model=flash",
                "alertname=ErrataInsufficientQuota project=bank owner=quota provider=deepseek",
                "alertname=ErrataIncident incident=6 kind=spike severity=warning project=club owner=unknown model=video",
                "alertname=ErrataTaskFailures project=club owner=provider model=video",
                "alertname=ErrataTaskFailures project=club owner=provider model=other");

        awaitHeld("ErrataModelRateLimited shop flash", "ErrataInsufficientQuota bank", "ErrataTaskFailures club video");
    }

    @Test
    void incidentOfOneProblem_holdsBackTheProjectsThresholdOfThatProblemAlone() throws Exception {
        send(
                INCIDENT + " incident=7 model=flash problem=rate_limited",
                "alertname=ErrataRateLimited project=shop owner=quota problem=rate_limited",
                "alertname=ErrataInsufficientQuota project=shop owner=quota problem=insufficient_quota");

        awaitHeld("ErrataRateLimited shop");
    }

    @Test
    void blindness_holdsNothingBack_andAProcessThatIsDownIsNotAlsoUnready() throws Exception {
        send(
                "alertname=ErrataIncident incident=3 kind=blindness project=shop owner=quota",
                "alertname=ErrataRateLimited project=shop owner=quota",
                "alertname=ErrataDown instance=a owner=errata project=none",
                "alertname=ErrataNotReady instance=a owner=errata project=none",
                "alertname=ErrataNotReady instance=b owner=errata project=some");

        awaitHeld("ErrataNotReady none");
    }

    private void awaitHeld(String... alerts) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(held()).isEqualTo(Set.of(alerts)));
    }

    private void send(String... labels) throws Exception {
        var body = Arrays.stream(labels)
                .map(alert -> "{\"labels\":{" + json(alert) + "}}")
                .collect(Collectors.joining(",", "[", "]"));
        var request = HttpRequest.newBuilder(alerts)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> list("true").size() == labels.length);
    }

    private static String json(String labels) {
        return "\"" + labels.replace("=", "\":\"").replace(" ", "\",\"") + "\"";
    }

    /** Name, project and model of the alerts that nobody is told of. */
    private Set<String> held() throws Exception {
        var told = list("false");
        return list("true").stream().filter(alert -> !told.contains(alert)).collect(toSet());
    }

    @SuppressWarnings("unchecked") // JSON of Alertmanager's
    private List<String> list(String inhibited) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(alerts + "?inhibited=" + inhibited))
                .build();
        var json = client.send(request, BodyHandlers.ofString()).body();
        var found = (List<Map<String, Map<String, String>>>)
                new Load(LoadSettings.builder().build()).loadFromString(json);
        return found.stream()
                .map(alert -> alert.get("labels"))
                .map(labels -> (labels.get("alertname") + " " + labels.get("project") + " "
                                + labels.getOrDefault("model", ""))
                        .strip())
                .toList();
    }
}
