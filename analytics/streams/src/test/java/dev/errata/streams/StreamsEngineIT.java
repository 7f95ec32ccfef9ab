package dev.errata.streams;

import static dev.errata.core.TimeRules.endOf;
import static dev.errata.core.TimeRules.windowOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.Topics;
import dev.errata.core.Cell;
import dev.errata.core.Coverage;
import dev.errata.core.incident.Incident;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topology on a real broker, with three partitions of each topic. */
class StreamsEngineIT {
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path state;

    private Cluster cluster;
    private Ticker ticker;
    private Sender sender;
    private Reader rates;

    @BeforeEach
    void start() throws Exception {
        cluster = new Cluster();
        cluster.empty();
        cluster.setup().ensure(PARTITIONS, (short) 1);
        ticker = Ticker.start(Cluster.config(), List.of(Topics.EVENTS, Topics.TRAFFIC));
        sender = new Sender(PARTITIONS);
        rates = new Reader(Topics.RATES);
    }

    @AfterEach
    void stop() {
        rates.close();
        sender.close();
        ticker.close();
        cluster.close();
    }

    @Test
    void events_ofAllPartitions_becomeOneClosedCell() {
        var time = Instant.now();
        try (var engine = Cluster.engine(PARTITIONS, state)) {
            send("a", time, 300);
            awaitClosed(engine, rates, new ToldCells(), "a", time, 300);
        }
    }

    @Test
    void engine_restartedOnItsState_countsOn() {
        var time = Instant.now();
        var told = new ToldCells();
        try (var engine = Cluster.engine(PARTITIONS, state)) {
            send("a", time, 100);
            awaitClosed(engine, rates, told, "a", time, 100);
        }
        send("a", time, 50);
        try (var engine = Cluster.engine(PARTITIONS, state)) {
            awaitClosed(engine, rates, told, "a", time, 150);
        }
    }

    @Test
    void engine_restartedWithoutItsDirectory_countsOn(@TempDir Path emptied) {
        var time = Instant.now();
        var told = new ToldCells();
        try (var engine = Cluster.engine(PARTITIONS, state)) {
            send("a", time, 100);
            awaitClosed(engine, rates, told, "a", time, 100);
        }
        send("a", time, 50);
        try (var engine = Cluster.engine(PARTITIONS, emptied)) {
            awaitClosed(engine, rates, told, "a", time, 150);
        }
    }

    @Test
    void cells_afterARestart_areToldAgain() {
        var time = Instant.now();
        try (var engine = Cluster.engine(PARTITIONS, state)) {
            send("a", time, 100);
            awaitClosed(engine, rates, new ToldCells(), "a", time, 100);
        }
        rates.fromNowOn();
        try (var engine = Cluster.engine(PARTITIONS, state)) {
            awaitClosed(engine, rates, new ToldCells(), "a", time, 100);
        }
    }

    @Test
    void storm_withARestartInItsMiddle_isTheIncidentThatAReplayFinds(@TempDir Path emptied) throws Exception {
        try (var incidents = new Reader(Topics.INCIDENTS)) {
            var begin = windowOf(Instant.now());
            try (var engine = Cluster.engine(PARTITIONS, state)) {
                storm(10);
                awaitCounted(engine, begin);
            }
            // An incident also where the restart took so long that a project of as few failures as before is known by
            // now.
            storm(400);
            List<Incident> live;
            try (var engine = Cluster.engine(PARTITIONS, emptied)) {
                live = awaitIncident(engine, incidents);
            }
            cluster.forgetTopology();
            incidents.fromNowOn();
            try (var engine = Cluster.engine(PARTITIONS, state)) {
                var again = awaitIncident(engine, incidents);
                assertThat(again.getFirst()).isEqualTo(live.getFirst());
            }
            assertThat(live)
                    .extracting(Incident::id)
                    .containsOnly(live.getFirst().id());
            assertThat(live.getFirst().scope().where()).containsKey("code");
        }
    }

    /** So many failures of each of three models. */
    private void storm(int failures) {
        for (int i = 0; i < failures; i++) {
            for (var model : List.of("small", "large", "vision")) {
                sender.event(Samples.withModel(Samples.event("rate_limit_exceeded", Instant.now()), model));
            }
        }
        sender.flush();
    }

    private void awaitCounted(StreamsEngine engine, Instant begin) {
        var told = new ToldCells();
        await().atMost(PATIENCE).untilAsserted(() -> {
            rates.readInto(told);
            assertThat(engine.hasFailed()).isFalse();
            assertThat(told.all().values()).anyMatch(cell -> !cell.window().isBefore(begin));
        });
    }

    private static List<Incident> awaitIncident(StreamsEngine engine, Reader incidents) {
        var told = new ArrayList<Incident>();
        await().atMost(PATIENCE).until(() -> {
            incidents.read().forEach(record -> told.add(DetectTest.incident(record.value())));
            assertThat(engine.hasFailed()).isFalse();
            return !told.isEmpty();
        });
        return told;
    }

    @Test
    void partitions_moreThanItKnows_stopTheEngine() {
        try (var engine = Cluster.engine(PARTITIONS - 1, state)) {
            await().atMost(PATIENCE).until(engine::hasFailed);
        }
    }

    @Test
    void log_readAgainFromTheStart_givesTheSameFinalCells(@TempDir Path emptied) throws Exception {
        var live = new ToldCells();
        Instant last;
        try (var engine = Cluster.engine(PARTITIONS, state)) {
            sendOfEverything();
            // Everything before it has been read, and told for good, once the last window is told as closed.
            last = windowOf(Instant.now()).plusSeconds(20);
            send("last", last, 1);
            awaitClosed(engine, rates, live, "last", last, 1);
        }
        ticker.close();
        rates.readAllInto(live);
        cluster.forgetTopology();

        var again = new ToldCells();
        try (var engine = Cluster.engine(PARTITIONS, emptied)) {
            awaitClosed(engine, rates, again, "last", last, 1);
        }
        rates.readAllInto(again);

        assertThat(knownAt(last, again)).isEqualTo(knownAt(last, live));
        assertThat(again.all().values()).hasSizeGreaterThan(100).allMatch(Cell::closed);
    }

    /**
     * What has been told by the time when that window is told as closed. How well errors are known is told a while after
     * their minute: of later minutes it depends on how long the engine has run.
     */
    private static Map<String, Cell> knownAt(Instant closed, ToldCells told) {
        var cells = new HashMap<>(told.all());
        cells.values()
                .removeIf(cell -> cell.count() instanceof Coverage
                        && endOf(cell.window().plus(A_MINUTE)).isAfter(closed));
        return cells;
    }

    private void send(String code, Instant time, int events) {
        for (int i = 0; i < events; i++) {
            sender.event(Samples.event(code, time));
        }
        sender.flush();
    }

    /** Events on time, late and far too late, from clocks ahead, resends, totals and what nobody can read. */
    private void sendOfEverything() {
        var random = new Random(20260301L);
        var now = Instant.now();
        for (int i = 0; i < 3_000; i++) {
            var code = "code" + random.nextInt(5);
            sender.event(Samples.event(code, now.minusSeconds(random.nextInt(900))));
            sender.resentEvent(Samples.event(code, now));
            sender.eventBytes(random.nextBoolean() ? null : "{]".getBytes(UTF_8));
            sender.event(Samples.event("ahead", now, now.plus(Duration.ofDays(3_650))));
            var window = windowOf(now.minusSeconds(random.nextInt(300)));
            sender.traffic(Samples.trafficWithCalls("source" + random.nextInt(3), i, window, random.nextInt(6, 90)));
        }
        sender.flush();
    }

    private static void awaitClosed(
            StreamsEngine engine, Reader rates, ToldCells told, String code, Instant time, long errors) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            rates.readInto(told);
            assertThat(engine.hasFailed()).isFalse();
            assertThat(told.errors(code, windowOf(time))).isEqualTo(errors);
            assertThat(told.isClosed(code, windowOf(time))).isTrue();
        });
    }
}
