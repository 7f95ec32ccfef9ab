package dev.errata.core.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Attempt;
import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import dev.errata.core.retry.Heeded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallStoryTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    /** The first attempt asks for 2 s; what is known of the second decides. */
    @ParameterizedTest(name = "next failed after {0} ms, having taken {1} ms, numbered {2}")
    @CsvSource({
        "2500, 300, 2, YES",
        "2300, 300, 2, YES",
        "2299, 300, 2, NO",
        "1900, , 2, NO",
        "5000, , 2, UNKNOWN",
        "5000, 300, 3, UNKNOWN",
        "1500, 300, 3, NO"
    })
    void retryAfter_isHonouredWhereThatIsKnown(int after, @Nullable Long latency, int number, Heeded heeded) {
        var story = CallStory.of(
                List.of(attempt(number, NOON.plusMillis(after), latency, null), attempt(1, NOON, 100L, 2_000L)),
                List.of());

        assertThat(story.tries().getFirst().heeded()).isEqualTo(heeded);
        assertThat(story.tries().getLast().heeded()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1000, NO", "2500, UNKNOWN"})
    void retryAfter_ofTheLastFailure_isJudgedByTheOutcome(int after, Heeded heeded) {
        var story = CallStory.of(
                List.of(attempt(1, NOON, 100L, 2_000L)), List.of(outcome(NOON.plusMillis(after), "call_1")));

        assertThat(story.tries()).extracting(Try::heeded).containsExactly(heeded);
    }

    @Test
    void tries_areInOrder_withTheirGapsAndWhatIsMissing() {
        var story = CallStory.of(
                List.of(
                        attempt(4, NOON.plusSeconds(9), 500L, null),
                        attempt(2, NOON.plusSeconds(3), 1_000L, null),
                        attempt(1, NOON, 100L, null)),
                List.of(outcome(NOON.plusSeconds(12), "call_1"), outcome(NOON.plusSeconds(1), "call_other")));

        assertThat(story.tries()).extracting(Try::waited).containsExactly(null, Duration.ofSeconds(2), null);
        assertThat(story.tries()).extracting(Try::missingBefore).containsExactly(0, 0, 1);
        assertThat(story.tries().getLast().sincePrevious()).isEqualTo(Duration.ofSeconds(6));
        assertThat(story.outcome()).map(CallOutcome::time).contains(NOON.plusSeconds(12));
    }

    private static Recorded attempt(int number, Instant time, @Nullable Long latency, @Nullable Long retryAfter) {
        var event = new ErrorEvent(
                EventIds.random(time, new Random(number)),
                time,
                new Caller(null, null, null, null, null),
                new Target(null, null, null, null, null),
                new Failure(429, null, null, null, null),
                new Ids(null, null, null, null, "call_1"),
                new Attempt(number, latency, null, retryAfter, null),
                null,
                Map.of(),
                List.of());
        return new Recorded(event, time, "0123456789abcdef", false);
    }

    private static CallOutcome outcome(Instant time, String call) {
        return new CallOutcome(
                call,
                null,
                time,
                Outcome.SUCCEEDED,
                new Caller(null, null, null, null, null),
                new Target(null, null, null, null, null),
                null);
    }
}
