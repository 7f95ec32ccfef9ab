package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.app.backtest.Backtest;
import dev.errata.app.backtest.Limits;
import dev.errata.app.backtest.Recording;
import dev.errata.app.policy.PolicyReader;
import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import dev.errata.notify.testing.RealAlertmanager;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** A storm of 429s, from the gateway to a real Alertmanager, across a restart, once more from the log, and in a backtest of it. */
class IncidentIT {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> APPS = List.of("checkout", "search", "chat");
    private static final List<String> MODELS = List.of("deepseek-v4-flash", "deepseek-v4-pro");
    private static final int STORM_PER_SECOND = 40;

    private final Random random = new Random(5);
    private final String postgres = Integer.toString(NodeProcess.freePort());
    private final String kafka = Integer.toString(NodeProcess.freePort());

    @TempDir
    private Path data;

    @TempDir
    private Path alerting;

    IncidentIT() throws IOException {}

    @Test
    void storm_isOneIncident_andOneAlert_alsoAfterARestartAndAReplay() throws Exception {
        try (var alertmanager = RealAlertmanager.start(alerting, URI.create("http://127.0.0.1:9"))) {
            var policy = Files.writeString(alerting.resolve("errata.yml"), "rules: {min_errors: 20}");
            var flags = Map.of(
                    "--postgres-port",
                    postgres,
                    "--kafka-port",
                    kafka,
                    "--alertmanager-url",
                    alertmanager.address().toString(),
                    "--policy",
                    policy.toString());
            var told = storm(flags, alertmanager);
            restart(flags, alertmanager, told, policy);
        }
    }

    /** Answers the incident and how many messages there are. */
    private Told storm(Map<String, String> flags, RealAlertmanager alertmanager) throws Exception {
        try (var node = LiveNode.start(data, flags);
                var poster = new Poster(node.node().address());
                var clock = Executors.newSingleThreadScheduledExecutor()) {
            var begin = Instant.now();
            var storm = clock.scheduleAtFixedRate(() -> second(poster), 0, 1, TimeUnit.SECONDS);
            await().atMost(PATIENCE).until(() -> alertmanager.alerts().size() == 1);
            var delay = Duration.between(begin, Instant.now());
            LOG.warn("from the first failed call until Alertmanager has the alert: {} s", delay.toMillis() / 1000.0);
            // More evidence comes in, and every app and model is in it by then.
            await().pollDelay(Duration.ofSeconds(12)).atMost(PATIENCE).until(() -> true);
            storm.cancel(false);

            var alert = alertmanager.alerts().path(0);
            var incidents = incidents(node);
            assertThat(incidents).hasSize(1);
            var incident = incidents.getFirst();
            assertThat(alert.at("/labels/incident").asString())
                    .isEqualTo(incident.path("id").asString());
            assertThat(alert.at("/annotations/description").asString())
                    .contains("What to do:")
                    .contains("Who can fix it: whoever holds the account");
            assertThat(alertmanager.alerts()).hasSize(1);
            var shown = node.client().incident(incident.path("id").asString());
            assertThat(shown.at("/events/first/0/request_id").asString()).startsWith("req_");
            assertThat(shown.at("/notifications/0/sent_at").isString()).isTrue();
            return new Told(incident.path("id").asString(), messages());
        }
    }

    private void restart(Map<String, String> flags, RealAlertmanager alertmanager, Told told, Path policy)
            throws Exception {
        try (var node = LiveNode.start(data, flags)) {
            // The sink finds its offset gone, and reads the topic of incidents from its beginning.
            var updates = number("SELECT count(*) FROM incident_update");
            number(
                    "WITH gone AS (DELETE FROM sink_offset WHERE sink = 'incident-sink' RETURNING 1) SELECT count(*) FROM gone");
            node.client().acknowledgeIncident(told.incident, "kim");
            await().atMost(PATIENCE)
                    .until(() -> alertmanager
                            .alerts()
                            .path(0)
                            .at("/annotations/acknowledged")
                            .asString("")
                            .startsWith("by kim"));
            await().atMost(PATIENCE)
                    .until(() -> number("SELECT count(*) FROM incident_update") > updates
                            || number("SELECT count(*) FROM sink_offset WHERE sink = 'incident-sink'") > 0);

            assertThat(incidents(node))
                    .extracting(one -> one.path("id").asString())
                    .containsExactly(told.incident);
            assertThat(alertmanager.alerts()).hasSize(1);
            assertThat(messages()).isEqualTo(told.messages);
            assertThat(backtest(policy)).containsExactly(told.incident);
        }
    }

    /** The incidents that the log gives by itself. */
    private List<String> backtest(Path policy) throws Exception {
        var events = RecordedTopic.write("127.0.0.1:" + kafka, alerting.resolve("events.ndjson"));
        var policies = List.of(PolicyReader.read(policy, null).policy());
        return Backtest.run(new Recording(events, null, null), Limits.DEFAULT, policies, Assertions::fail)
                .incidents()
                .getFirst()
                .stream()
                .map(incident -> incident.id().toString())
                .toList();
    }

    private record Told(String incident, long messages) {}

    private void second(Poster poster) {
        try {
            poster.post(
                    IntStream.range(0, STORM_PER_SECOND).mapToObj(this::event).toList(), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ErrorEvent event(int number) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var id = EventIds.random(now, random);
        return new ErrorEvent(
                id,
                now,
                new Caller(null, APPS.get(number % APPS.size()), null, "prod", null),
                new Target("deepseek", MODELS.get(number % MODELS.size()), null, null, null),
                new Failure(429, "rate_limit_error", "rate_limit_error", "Rate limit exceeded", null),
                new Ids("req_" + id, null, null, null, null),
                new Attempt(null, null, null, null, null),
                null,
                Map.of(),
                List.of());
    }

    private static List<JsonNode> incidents(LiveNode node) throws Exception {
        var incidents = new ArrayList<JsonNode>();
        node.client().incidents(Map.of("state", "all")).path("incidents").forEach(incidents::add);
        return incidents;
    }

    private long messages() throws SQLException {
        return number("SELECT count(*) FROM outbox");
    }

    private long number(String sql) throws SQLException {
        try (Connection database = DriverManager.getConnection(NodeProcess.jdbcUrl(Integer.parseInt(postgres)));
                var statement = database.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
