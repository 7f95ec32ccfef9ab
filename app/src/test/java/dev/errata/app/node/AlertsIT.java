package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.app.demo.DemoStage;
import dev.errata.app.node.PanelAnswers.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The files for Prometheus, Alertmanager and Grafana as they are shipped, in the real programs but for Grafana, on a running
 * Errata with the demo. In the copies only addresses and durations are others, so that nobody has to wait for minutes; but the
 * end of an incident takes two minutes of calm, in which all the rest is looked at.
 */
class AlertsIT {
    private static final Logger LOG = LoggerFactory.getLogger(AlertsIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Two minutes and a window; five where the machine was so slow that nothing was known of the time before the storm. */
    private static final Duration UNTIL_OVER = Duration.ofMinutes(8);

    private static final String INCIDENT = "ErrataIncident";
    private static final Set<String> THRESHOLDS = Set.of("ErrataModelRateLimited", "ErrataRateLimited");

    private static final Set<String> MAY_BE_EMPTY = Set.of(
            // The demo sends nothing that has to be refused.
            "Refused records",
            // Its first comes after two and a half minutes.
            "New versions",
            // The storm's incident is not over yet when it is asked for.
            "Half were over within",
            // None of its tasks waits for an hour.
            "Stuck tasks",
            // Of errata reconcile, by way of node_exporter, which nobody runs here.
            "Numbers that differ");

    private final int postgres = NodeProcess.freePort();

    @TempDir
    private Path data;

    @TempDir
    private Path alerting;

    AlertsIT() throws IOException {}

    @Test
    void stormOfTheDemo_firesTheAlert_whichItsIncidentTakesOver_fillsThePanels_andItEnds() throws Exception {
        try (var hook = new Hook();
                var alertmanager = ShippedAlertmanager.start(alerting, hook.address())) {
            var flags = Map.of(
                    "--postgres-port",
                    Integer.toString(postgres),
                    "--alertmanager-url",
                    alertmanager.address().toString());
            try (var node = LiveNode.start(data, flags);
                    var prometheus =
                            ShippedPrometheus.start(alerting, node.node().management(), alertmanager.address())) {
                var begin = Instant.now();
                try (var demo = DemoStage.start(node.node().address())) {
                    var incident = storm(alertmanager, hook);
                    demo.calm();
                    var calm = Instant.now();
                    LOG.warn("until the storm's incident holds back its alert: {} s", secondsSince(begin));
                    await().atMost(PATIENCE).untilAsserted(() -> {
                        assertThat(prometheus.brokenRules()).isEmpty();
                        assertThat(hook.told("/watchman", "firing", "ErrataWatchdog"))
                                .isNotEmpty();
                        assertThat(missing(node)).isEmpty();
                    });
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertNoneEmpty(PanelAnswers.ofProm(
                                    prometheus.address(), panels(begin).prom())));
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertNoneEmpty(PanelAnswers.ofSql(
                                    NodeProcess.jdbcUrl(postgres), panels(begin).sql())));
                    await().atMost(PATIENCE)
                            .until(() -> named(alertmanager, THRESHOLDS).isEmpty());
                    await().atMost(UNTIL_OVER)
                            .until(() -> !hook.told("/accounts", "resolved", INCIDENT)
                                    .isEmpty());
                    LOG.warn("from the storm's end until its incident's: {} s", secondsSince(calm));
                    assertThat(node.client().incident(incident).path("state").asString())
                            .isEqualTo("resolved");
                    assertThat(named(alertmanager, Set.of(INCIDENT))).isEmpty();
                }
            }
        }
    }

    private static long secondsSince(Instant begin) {
        return Duration.between(begin, Instant.now()).toSeconds();
    }

    /**
     * The threshold fires; when the incident is there, it holds it back, in the same group, and whoever has the account is told
     * by incident. Another model's threshold may have been told by then, too: these are in a hurry.
     *
     * @return the incident's id
     */
    private static String storm(ShippedAlertmanager alertmanager, Hook hook) {
        await().atMost(PATIENCE)
                .until(() -> THRESHOLDS.stream()
                        .anyMatch(alert ->
                                !hook.told("/accounts", "firing", alert).isEmpty()));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(alertmanager.groups()).anySatisfy(group -> {
                assertThat(group.at("/receiver/name").asString()).isEqualTo("accounts");
                var incidents = named(group.path("alerts"), Set.of(INCIDENT)).stream()
                        .map(alert -> alert.path("fingerprint").asString())
                        .toList();
                assertThat(incidents).hasSize(1);
                assertThat(named(group.path("alerts"), THRESHOLDS))
                        .anySatisfy(alert -> assertThat(alert.at("/status/inhibitedBy")
                                        .valueStream()
                                        .map(JsonNode::asString))
                                .containsAnyElementsOf(incidents));
            });
        });
        await().atMost(PATIENCE)
                .until(() -> !hook.told("/accounts", "firing", INCIDENT).isEmpty());
        var told = hook.told("/accounts", "firing", INCIDENT).getFirst();
        assertThat(told.at("/groupLabels/problem").asString()).isEqualTo("rate_limited");
        var incidents = named(told.path("alerts"), Set.of(INCIDENT));
        assertThat(incidents).hasSize(1);
        return incidents.getFirst().at("/labels/incident").asString();
    }

    private static List<JsonNode> named(ShippedAlertmanager alertmanager, Set<String> names) throws Exception {
        return named(alertmanager.alerts().stream(), names);
    }

    private static List<JsonNode> named(JsonNode alerts, Set<String> names) {
        return named(alerts.valueStream(), names);
    }

    private static List<JsonNode> named(Stream<JsonNode> alerts, Set<String> names) {
        return alerts.filter(
                        alert -> names.contains(alert.at("/labels/alertname").asString()))
                .toList();
    }

    /** Since then, and for a call that failed at first: anything may be asked about that. */
    private ShippedPanels panels(Instant begin) throws Exception {
        return ShippedPanels.read(begin.minusSeconds(60), Instant.now(), rescuedCall());
    }

    private String rescuedCall() throws SQLException {
        try (var database = DriverManager.getConnection(NodeProcess.jdbcUrl(postgres));
                var statement = database.createStatement();
                var row =
                        statement.executeQuery("SELECT call_id FROM call_outcome JOIN event USING (call_id) LIMIT 1")) {
            return row.next() ? row.getString(1) : "none";
        }
    }

    /** Lists what each panel shows. */
    private static void assertNoneEmpty(List<Answer> answers) {
        assertThat(answers)
                .filteredOn(answer -> answer.isEmpty()
                        && !MAY_BE_EMPTY.contains(answer.question().panel()))
                .isEmpty();
        answers.forEach(System.out::println);
    }

    /** What the documentation names and nobody shows, though there is an incident and a receiver. */
    private static Set<String> missing(LiveNode node) throws Exception {
        var missing = new TreeSet<>(MetricNames.documented().keySet());
        missing.removeAll(ScrapedMetrics.of(node.node().management()).names());
        missing.removeIf(name -> name.startsWith("errata_reconcile_") || MetricNames.isReckoned(name));
        // Nothing is refused here.
        missing.removeAll(
                Set.of("errata_breaker_open", "errata_gateway_requests_refused_total", "errata_task_outcomes_total"));
        return missing;
    }
}
