package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.app.cli.CommandTree;
import dev.errata.app.cli.Starters;
import dev.errata.app.cli.Surroundings;
import dev.errata.app.cli.Terminal;
import dev.errata.app.client.Pause;
import dev.errata.app.client.RefusedException;
import dev.errata.app.client.UnreachableException;
import dev.errata.app.policy.PolicyReader;
import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.core.TimeRules;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.notify.testing.RealAlertmanager;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A storm of 429s among calls that are counted, from the gateway to a real Alertmanager, across a restart, once more from the
 * topic of incidents, in a backtest of what is exported, and in a topology that reads the raw log anew.
 */
class IncidentIT {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration CALM = PATIENCE.plus(TrafficRecord.WINDOW.multipliedBy(8));
    private static final List<String> APPS = List.of("checkout", "search", "chat");
    private static final List<String> MODELS = List.of("deepseek-v4-flash", "deepseek-v4-pro");
    private static final int STORM_PER_SECOND = 40;

    /** More than a minute of them, so that the storm is held against calls and not against time. */
    private static final int CALM_WINDOWS = 8;

    private static final int CALLS_PER_WINDOW = 300;

    private final Random random = new Random(5);
    private final AtomicLong posted = new AtomicLong();
    private Instant toldUntil = Instant.MIN;
    private long seq;
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
            var counting = clock.scheduleAtFixedRate(() -> totals(node), 0, 1, TimeUnit.SECONDS);
            await().atMost(CALM)
                    .until(() -> number("SELECT count(DISTINCT window_start) FROM traffic_10s") >= CALM_WINDOWS);
            var begin = Instant.now();
            var storm = clock.scheduleAtFixedRate(() -> second(poster), 0, 1, TimeUnit.SECONDS);
            await().atMost(PATIENCE).until(() -> alertmanager.alerts().size() == 1);
            var delay = Duration.between(begin, Instant.now());
            LOG.warn("from the first failed call until Alertmanager has the alert: {} s", delay.toMillis() / 1000.0);
            // More evidence comes in, and every app and model is in it by then.
            await().pollDelay(Duration.ofSeconds(12)).atMost(PATIENCE).until(() -> true);
            storm.cancel(false);
            counting.cancel(false);

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
            var live = incidents(node).stream().map(IncidentIT::opening).toList();
            assertThat(live.getFirst()).as("held against calls").contains("\"requests\":");
            assertThat(backtest(node, policy)).isEqualTo(live);
            assertThat(replay(policy)).isEqualTo(live);
        }
    }

    /** The incidents that a backtest makes of what the node exports. */
    private List<String> backtest(LiveNode node, Path policy) throws Exception {
        await().atMost(PATIENCE).until(() -> number("SELECT count(*) FROM event") == posted.get());
        var events = alerting.resolve("events.ndjson").toString();
        var calls = alerting.resolve("calls.ndjson").toString();
        run(node, "export", "-o", events);
        run(node, "export", "--traffic", "-o", calls);
        var incidents =
                run(node, "backtest", "--events", events, "--traffic", calls, "--policy", policy.toString(), "--json");
        return incidents
                .lines()
                .map(line -> opening(JsonMapper.shared().readTree(line)))
                .toList();
    }

    private static String run(LiveNode node, String... arguments) {
        var environment = Map.of("ERRATA_SERVER", node.node().address().toString());
        var surroundings = new Surroundings(environment, InstantSource.system(), Pause.REAL, Terminal.NONE);
        var out = new StringWriter();
        var err = new StringWriter();
        var commands = CommandTree.of(surroundings, Starters.real())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        assertThat(commands.execute(arguments))
                .as("%s: %s", List.of(arguments), err)
                .isZero();
        return out.toString();
    }

    /** The incidents that the raw log gives by itself. */
    private List<String> replay(Path policy) throws Exception {
        var rules = PolicyReader.read(policy, null).policy();
        return ReplayedLog.incidents("127.0.0.1:" + kafka, rules, alerting.resolve("replayed")).stream()
                .map(incident -> opening(IncidentCodec.toJson(incident)))
                .toList();
    }

    /** What it was when it opened, and is ever after, as JSON. */
    private static String opening(JsonNode incident) {
        var opening = JsonNodeFactory.instance.objectNode();
        for (var name : List.of("id", "kind", "scope", "started_at", "opened_at")) {
            opening.set(name, incident.path(name));
        }
        var evidence = (ObjectNode) incident.path("evidence").deepCopy();
        return opening.set("evidence", evidence.remove(List.of("peak", "errors")))
                .toString();
    }

    private record Told(String incident, long messages) {}

    /** As an emitter does it: all calls of a window, once it is over. */
    private void totals(LiveNode node) {
        var window = TimeRules.windowOf(Instant.now()).minus(TrafficRecord.WINDOW);
        if (window.isAfter(toldUntil)) {
            var lines = APPS.stream()
                    .flatMap(app -> MODELS.stream().map(model -> total(window, app, model)))
                    .map(new TrafficRecordCodec()::encode)
                    .toList();
            try {
                node.client().sendTraffic(lines);
                toldUntil = window;
            } catch (UnreachableException | RefusedException e) {
                LOG.warn("totals of {} are sent again", window, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private TrafficRecord total(Instant window, String app, String model) {
        return new TrafficRecord(
                "test",
                ++seq,
                window,
                new Caller(null, app, null, "prod", null),
                new Target("deepseek", model, null, null, null),
                CALLS_PER_WINDOW,
                null);
    }

    private void second(Poster poster) {
        try {
            var events =
                    IntStream.range(0, STORM_PER_SECOND).mapToObj(this::event).toList();
            if (poster.post(events, false)) {
                posted.addAndGet(events.size());
            }
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
