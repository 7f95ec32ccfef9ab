package dev.errata.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ResultTest {
    /** Ours is twice as fast, half as fast, and as fast; a lap of the baseline takes 1 s, 2 s and 10 s. */
    private final Result result = new Result(
            "events",
            List.of("theirs", "ours"),
            List.of("JVM"),
            List.of(
                    List.of(lap(1, 0.5), lap(0.5, 1)),
                    List.of(lap(2, 0.5), lap(4, 2)),
                    List.of(lap(10, 0.5), lap(10, 3))));

    @Test
    void comparisons_takeTheRatioRoundByRound() {
        assertThat(result.comparisons())
                .containsExactly(new Comparison("ours", "theirs", "events/s", 250, 500, 1, 0.5, 2, 3));
    }

    @Test
    void table_namesEveryContenderWithItsProcessorTime() {
        assertThat(result.table().lines())
                .containsExactly(
                        "                      events/s           CPU-s/1M, JVM",
                        "theirs                     500                  500.00",
                        "ours                       250                 2000.00",
                        "",
                        "ours / theirs: 1.000 (0.500 to 2.000 in 3 rounds)");
    }

    @Test
    void table_withTwoBaselines_tellsHowFarTheyAreApart() {
        var laps = List.of(lap(1, 1), lap(4, 1), lap(2, 1));

        assertThat(new Result("events", List.of("good", "poor", "ours"), 2, List.of("JVM"), List.of(laps)).table())
                .endsWith("""

                        ours / good: 0.500 (0.500 to 0.500 in 1 rounds)
                        ours / poor: 2.000 (2.000 to 2.000 in 1 rounds)
                        good / poor: 4.000 (4.000 to 4.000 in 1 rounds)""");
    }

    @Test
    void report_isAListOfTheComparisons(@TempDir Path directory) throws IOException {
        var file = directory.resolve("ratios.json");

        Report.write(file, result.comparisons());

        assertThat(JsonMapper.shared().readTree(Files.readString(file)))
                .isEqualTo(JsonMapper.shared().readTree("""
                                [{"benchmark":"ours","baseline":"theirs","unit":"events/s","ours":250.0,"theirs":500.0,
                                "ratio":1.0,"min_ratio":0.5,"max_ratio":2.0,"runs":3}]"""));
    }

    @Test
    void median_ofAnEvenNumber_isTheMeanOfTheTwoInTheMiddle() {
        assertThat(Spread.of(DoubleStream.of(9, 1, 4, 2))).isEqualTo(new Spread(3, 1, 9));
        assertThat(Spread.of(DoubleStream.of(7))).isEqualTo(new Spread(7, 7, 7));
    }

    private static Lap lap(double seconds, double cpuSeconds) {
        return new Lap(1_000, seconds, List.of(cpuSeconds));
    }
}
