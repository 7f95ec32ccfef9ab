package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick ways to read and write a time give what the standard library's give. */
class TimesTest {
    private static final int TEXTS = 100_000;
    private static final String NOISE = "0123456789-:.TZtz+ ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T12:00:00Z",
                "2026-01-31T12:00:00.5Z",
                "2026-01-31T12:00:00.123456Z",
                "2026-01-31T12:00:00.123456789Z",
                "2026-02-28T23:59:59Z",
                "2024-02-29T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "9999-12-28T23:59:59.999999Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T23:59:60Z",
                "2026-01-01T23:60:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:00+02:00",
                "2026-01-01T00:00:00z",
                "2026-01-01 00:00:00Z",
                "2026-01-01T00:00Z",
                "-026-01-01T00:00:00Z",
                "2026-01-01T00:00:00.00000Z"
            })
    void parse_anyForm_isWhatTheLibrarySays(String text) {
        assertThat(Times.parse(text)).isEqualTo(Times.ofAnyForm(text));
    }

    @Test
    void parse_randomTextAlmostATime_isWhatTheLibrarySays() {
        var seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        for (int i = 0; i < TEXTS; i++) {
            var text = new StringBuilder(Instant.ofEpochSecond(random.nextLong(-70_000_000_000L, 260_000_000_000L))
                    .plusNanos(random.nextInt(1_000_000) * 1_000L)
                    .toString());
            if (random.nextBoolean()) {
                text.setCharAt(random.nextInt(text.length()), NOISE.charAt(random.nextInt(NOISE.length())));
            }
            assertThat(Times.parse(text.toString()))
                    .as("seed %d, %s", seed, text)
                    .isEqualTo(Times.ofAnyForm(text.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T12:00:00Z",
                "2026-01-31T12:00:00.500Z",
                "2026-01-31T12:00:00.000500Z",
                "2026-01-31T12:00:00.000000500Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z",
                "-0001-12-31T23:59:59Z",
                "1969-12-31T23:59:59.999Z",
                "+10000-01-01T00:00:00Z"
            })
    void format_anyTime_isWhatTheLibrarySays(String text) {
        assertThat(Times.format(Instant.parse(text))).isEqualTo(text);
    }

    @Test
    void format_randomTime_isWhatTheLibrarySays() {
        var seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        for (int i = 0; i < TEXTS; i++) {
            var micros = 1_000L * random.nextInt(1_000_000);
            var time = Instant.ofEpochSecond(random.nextLong(-70_000_000_000L, 260_000_000_000L))
                    .plusNanos(random.nextBoolean() ? micros : micros / 1_000_000 * 1_000_000);
            assertThat(Times.format(time)).as("seed %d", seed).isEqualTo(time.toString());
        }
    }
}
