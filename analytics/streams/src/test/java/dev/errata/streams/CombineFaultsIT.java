package dev.errata.streams;

import static dev.errata.core.TimeRules.windowOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.core.Cell;
import dev.errata.core.TimeRules;
import dev.errata.streams.FaultyClients.Fault;
import dev.errata.streams.InputTally.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Combined counts are exact whatever fails, since they leave with the commit or not at all. */
@Tag("faults")
class CombineFaultsIT {
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROUNDS = 4;
    private static final int EVENTS_PER_ROUND = 3_000;
    private static final TopologySettings SETTINGS = new TopologySettings(
            TimeRules.DEFAULT, RawTopics.SHARED, Map.of(Topics.EVENTS, PARTITIONS, Topics.TRAFFIC, PARTITIONS), 2);

    @TempDir
    private Path state;

    private Cluster cluster;
    private Ticker ticker;
    private Sender sender;
    private Reader rates;
    private final ToldCells told = new ToldCells();

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

    @ParameterizedTest
    @EnumSource
    void counts_whateverFailsInACommit_areExactAndItsThreadEnds(Fault fault) {
        var clients = new FaultyClients(SETTINGS, Flushing.BEFORE_COMMIT);
        try (var engine = StreamsEngine.start(config(), SETTINGS, clients)) {
            assertThat(countsUnder(fault, clients, engine)).isEqualTo((long) ROUNDS * EVENTS_PER_ROUND);
            assertThat(engine.events().read())
                    .isEqualTo(List.of(Outcome.values()).stream()
                            .mapToLong(engine.events()::of)
                            .sum());
        }
    }

    /** The same with counts that leave with the tick alone, and no tick between commit and crash: the test must notice. */
    @Test
    void counts_thatDoNotLeaveBeforeTheCommit_areLost() throws Exception {
        ticker.close();
        var clients = new FaultyClients(SETTINGS, Flushing.ON_TICK);
        try (var engine = StreamsEngine.start(config(), SETTINGS, clients)) {
            await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(engine::isRunning);
            send();
            cluster.awaitCommitted(Topics.EVENTS, EVENTS_PER_ROUND);
            clients.provoke(Fault.COMMIT_THROWS);
            send();
            await().dontCatchUncaughtExceptions()
                    .atMost(PATIENCE)
                    .until(() -> clients.struck().size() == 1);
            ticker = Ticker.start(Cluster.config(), List.of(Topics.EVENTS, Topics.TRAFFIC));

            assertThat(awaitCounts(engine)).isLessThan(2L * EVENTS_PER_ROUND);
        }
    }

    /** A thread that lives on has started its tasks anew, and those may pass over events. */
    private static void awaitEnded(List<Thread> struck) {
        assertThat(struck).hasSize(ROUNDS);
        await().dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(struck).noneMatch(Thread::isAlive));
    }

    @Test
    void counts_underKills_areExact() throws Exception {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var process = EngineProcess.start(PARTITIONS, state);
            send();
            process.awaitCounting();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_500)));
            process.kill();
            OpenTransactions.abort(cluster.admin());
        }
        try (var engine =
                StreamsEngine.start(config(), SETTINGS, new StreamClients(SETTINGS, Flushing.BEFORE_COMMIT))) {
            assertThat(awaitCounts(engine)).as("seed %d", seed).isEqualTo((long) ROUNDS * EVENTS_PER_ROUND);
        }
    }

    @Test
    void counts_whileThreadsComeAndGo_areExact() {
        var clients = new StreamClients(SETTINGS, Flushing.BEFORE_COMMIT);
        try (var engine = StreamsEngine.start(config(), SETTINGS, clients)) {
            for (int round = 0; round < ROUNDS; round++) {
                send();
                if (round % 2 == 0) {
                    engine.streams().addStreamThread();
                } else {
                    engine.streams().removeStreamThread(Duration.ofSeconds(20));
                }
            }
            assertThat(awaitCounts(engine)).isEqualTo((long) ROUNDS * EVENTS_PER_ROUND);
        }
    }

    private long countsUnder(Fault fault, FaultyClients clients, StreamsEngine engine) {
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(engine::isRunning);
        for (int round = 0; round < ROUNDS; round++) {
            clients.provoke(fault);
            send();
            var struck = round + 1;
            await().dontCatchUncaughtExceptions()
                    .atMost(PATIENCE)
                    .until(() -> clients.struck().size() == struck);
        }
        awaitEnded(clients.struck());
        return awaitCounts(engine);
    }

    private void send() {
        var now = Instant.now();
        for (int i = 0; i < EVENTS_PER_ROUND; i++) {
            sender.event(Samples.event("code" + i % 7, now));
        }
        sender.flush();
    }

    /** What was told once everything before now has been counted. */
    private long awaitCounts(StreamsEngine engine) {
        var last = Instant.now().plusSeconds(1);
        for (int i = 0; i < PARTITIONS; i++) {
            sender.event(Samples.event("last", last));
        }
        sender.flush();
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).untilAsserted(() -> {
            rates.readInto(told);
            assertThat(engine.hasFailed()).isFalse();
            assertThat(engine.streams().state()).isEqualTo(KafkaStreams.State.RUNNING);
            assertThat(told.errors("last", windowOf(last))).isEqualTo(PARTITIONS);
        });
        return rates.readAllInto(told).all().values().stream()
                .filter(cell -> !cell.key().equals(Samples.key("last")))
                .mapToLong(cell -> cell.count() instanceof Cell.Errors(var errors) ? errors : 0)
                .sum();
    }

    private Properties config() {
        var config = StreamsEngine.config(Cluster.config(), state, 1);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 300);
        new Placement(state, 1, 0, new Member("test", Member.SESSION)).configure(config);
        return config;
    }
}
