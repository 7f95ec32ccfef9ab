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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Recorded failures of real calls, replayed: the rates are the file's own counts, also when it is replayed again. */
class RealInputIT extends WithLiveNode {
    private static final Path FILES = Path.of("src/test/resources/dev/errata/app/real");

    @ParameterizedTest
    @ValueSource(strings = {"weblog_apache2015.ndjson", "llm_exgentic_errors.ndjson", "llm_llmperf_errors.ndjson"})
    void replay_ofARealFile_givesTheFilesOwnCounts(String name) throws Exception {
        var end = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var before = totals(end);
        var expected = sum(before, counted(FILES.resolve(name)));
        send(name, end);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(totals(end)).isEqualTo(expected));
        send(name, end);
        var marker = sendMarker(end.minus(6, ChronoUnit.DAYS));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> node.client().search(marker) != null);
        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(totals(end))
                        .as("a second run of the same shifted file adds nothing")
                        .isEqualTo(expected));
    }

    private void send(String name, Instant end) throws Exception {
        var replay = Replay.endingAt(Recording.read(FILES.resolve(name)), end);
        new Replayer(node.client(), InstantSource.system(), Pause.REAL, summary -> {}).send(replay);
    }

    /** An event that is read after all that were sent before it, at a time outside the one that is compared. */
    private String sendMarker(Instant time) throws Exception {
        var marker = TestEvents.at(time, "marker", 0);
        try (var poster = new Poster(node.node().address())) {
            assertThat(poster.post(List.of(marker), false)).isTrue();
        }
        return marker.eventId().toString();
    }

    private Map<String, Long> totals(Instant end) throws Exception {
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
