package dev.errata.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.detect.CountParameters.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int BINS = 1000;

    private final Watch<String> watch = new Watch<>(
            new CountDetector(CountParameters.of(Duration.ofSeconds(10), Exposure.REQUESTS)),
            series -> List.of(series.substring(0, 1)));

    @Test
    void closeBin_spikeOfOneSeries_waits() {
        quiet("a1", "b1");

        assertThat(close(BINS, "a1")).isEmpty();
    }

    @Test
    void closeBin_spikesOfSeriesThatShareNothing_wait() {
        quiet("a1", "b1");

        assertThat(close(BINS, "a1", "b1")).isEmpty();
    }

    @Test
    void closeBin_spikesOfRelatedSeries_areRaisedAtOnce() {
        quiet("a1", "a2", "b1");

        assertThat(close(BINS, "a1", "a2")).containsExactlyInAnyOrder("a1", "a2");
    }

    @Test
    void closeBin_stormOfOneSeriesWhereManyHadNoBurst_isRaisedBeforeItIsLongerThanABurst() {
        var many = IntStream.range(0, 100).mapToObj(series -> series + "x").toArray(String[]::new);
        quiet(many);

        var raised = IntStream.range(BINS, BINS + 3).mapToObj(bin -> close(bin, 480, "7x"));

        assertThat(raised.flatMap(List::stream)).containsExactly("7x");
    }

    @Test
    void begin_seriesThatWasSilentSoFar_isKnown() {
        assertThat(watch.knows("a1")).isFalse();
        watch.begin("a1", START);
        assertThat(watch.knows("a1")).isTrue();
    }

    private void quiet(String... series) {
        IntStream.range(0, BINS).forEach(bin -> {
            for (var one : series) {
                watch.observe(one, Observation.of(time(bin), 0, 50));
            }
            assertThat(watch.closeBin(time(bin))).isEmpty();
        });
    }

    private List<String> close(int bin, String... hot) {
        return close(bin, 30, hot);
    }

    private List<String> close(int bin, long errors, String... hot) {
        for (var one : hot) {
            watch.observe(one, Observation.of(time(bin), errors, errors + 20));
        }
        return watch.closeBin(time(bin)).stream()
                .filter(change -> change.finding().signal() == Signal.RAISED)
                .map(Watch.Change::series)
                .toList();
    }

    private static Instant time(int bin) {
        return START.plusSeconds(bin * 10L);
    }
}
