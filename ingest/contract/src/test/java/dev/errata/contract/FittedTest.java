package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FittedTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final ErrorEventCodec codec = new ErrorEventCodec();

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void fitted_anything_isWhatAReaderGets(int seed) throws InvalidRecordException {
        var event = anything(new Random(seed));
        assertThat(codec.fitted(event)).as("seed %d", seed).isEqualTo(codec.decode(codec.toJson(event)));
    }

    @Test
    void fitted_usualEvent_isTheSameObject() throws InvalidRecordException {
        var event = event("req-1", "Rate limit exceeded", 429);
        assertThat(codec.fitted(event)).isSameAs(event);
    }

    @Test
    void fitted_whatNoCuttingMends_isRefused() {
        assertThatThrownBy(() -> codec.fitted(event("req-1", "message", 99)))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("status");
    }

    /** Short texts of awkward characters: blanks at the ends, NUL, half a pair, nothing, a character too many. */
    private static ErrorEvent anything(Random random) {
        return event(text(random, Limits.ID_CHARS), text(random, Limits.LABEL_CHARS), 100 + random.nextInt(900));
    }

    private static String text(Random random, int limit) {
        var awkward = " \0\u00e9\ud83d\u007f~a";
        var length = random.nextInt(4) == 0 ? limit - 1 + random.nextInt(3) : random.nextInt(6);
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(3) == 0 ? awkward.charAt(random.nextInt(awkward.length())) : 'b');
        }
        return text.toString();
    }

    private static ErrorEvent event(String id, String text, int status) {
        return new ErrorEvent(
                EventIds.random(NOON, new Random(1)),
                NOON.plusNanos(status % 2 * 1_000L),
                new Caller(null, text, null, null, null),
                new Target("deepseek", text, null, null, null),
                new Failure(status, text, null, text, null),
                new Ids(id, null, null, null, id),
                new Attempt(1, 12L, null, null, null),
                text,
                Map.of(),
                List.of());
    }
}
