package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.app.client.Pause;
import dev.errata.app.replay.Recording;
import dev.errata.app.replay.Replay;
import dev.errata.app.replay.Replayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Recorded failures of real calls, replayed: the rates are the file's own counts, also when it is replayed again. */
class RealInputIT {
    private static final Path FILES = Path.of("src/test/resources/dev/errata/app/real");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path data;

    private static LiveNode node;

    @BeforeAll
    static void start() throws Exception {
        node = LiveNode.start(data);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"weblog_apache2015.ndjson", "llm_exgentic_errors.ndjson", "llm_llmperf_errors.ndjson"})
    void replay_ofARealFile_givesTheFilesOwnCounts(String name) throws Exception {
        var end = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var before = totals(end);
        var expected = sum(before, counted(FILES.resolve(name)));
        send(name, end);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(totals(end)).isEqualTo(expected));
        send(name, end);
        var marker = sendMarker();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> node.client().search(marker) != null);
        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(totals(end))
                        .as("a second run of the same shifted file adds nothing")
                        .isEqualTo(expected));
    }

    private static void send(String name, Instant end) throws Exception {
        var replay = Replay.endingAt(Recording.read(FILES.resolve(name)), end);
        new Replayer(node.client(), InstantSource.system(), Pause.REAL, summary -> {}).send(replay);
    }

    /** An event that is read after all that were sent before it; outside the time that is compared. */
    private static String sendMarker() throws Exception {
        var events = new Ledger(Instant.now().toEpochMilli()).nextBatch(1);
        try (var poster = new Poster(node.node().address())) {
            assertThat(poster.post(events, false)).isTrue();
        }
        return events.getFirst().eventId().toString();
    }

    private static Map<String, Long> totals(Instant end) throws Exception {
        return RateTotals.between(node.client(), end.minus(5, ChronoUnit.DAYS), nextWindow(end));
    }

    private static Instant nextWindow(Instant end) {
        return Instant.ofEpochSecond((end.getEpochSecond() / 10 + 1) * 10);
    }

    private static Map<String, Long> counted(Path file) throws IOException {
        var json = new JsonMapper();
        var counts = new TreeMap<String, Long>();
        for (var line : Files.readAllLines(file)) {
            counts.merge(RateTotals.name(json.readTree(line)), 1L, Long::sum);
        }
        return counts;
    }

    private static Map<String, Long> sum(Map<String, Long> some, Map<String, Long> more) {
        var sum = new TreeMap<>(some);
        more.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return sum;
    }
}
