package dev.errata.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final RateLimiter<String> limiter = new RateLimiter<>(10, Duration.ofSeconds(5), now::get);

    @Test
    void bucket_full_givesItsBurst_thenItsRate() {
        for (int i = 0; i < 50; i++) {
            assertThat(limiter.tryTake("a", 1)).isZero();
        }
        assertThat(limiter.delay("a")).isZero();
        limiter.tryTake("a", 1);

        assertThat(limiter.tryTake("a", 1)).isEqualTo(Duration.ofMillis(100));
        pass(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            assertThat(limiter.tryTake("a", 1)).isZero();
        }
        assertThat(limiter.tryTake("a", 1)).isPositive();
    }

    @Test
    void amount_largerThanTheBucket_passesOnce_andIsPaidOff() {
        assertThat(limiter.tryTake("a", 200)).isZero();

        assertThat(limiter.tryTake("a", 1)).isEqualTo(Duration.ofSeconds(15));
        pass(Duration.ofSeconds(15));
        assertThat(limiter.tryTake("a", 1)).isZero();
    }

    @Test
    void keys_doNotTakeFromEachOther() {
        limiter.take("a", 1_000);

        assertThat(limiter.delay("a")).isPositive();
        assertThat(limiter.delay("b")).isZero();
    }

    @Test
    void refusal_takesNothing() {
        limiter.take("a", 60);
        var delay = limiter.delay("a");

        assertThat(limiter.tryTake("a", 500)).isEqualTo(delay);
        assertThat(limiter.delay("a")).isEqualTo(delay);
    }

    @Test
    void clock_setBack_isForgivenAfterAMinute() {
        limiter.take("a", 51);
        pass(Duration.ofDays(-1));

        assertThat(limiter.delay("a")).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void rateOfZero_limitsNothing() {
        var unlimited = new RateLimiter<String>(0, Duration.ofSeconds(5), now::get);
        unlimited.take("a", Long.MAX_VALUE);

        assertThat(unlimited.tryTake("a", Long.MAX_VALUE)).isZero();
    }

    @Test
    void keys_beyondTheMemory_shareOneBucket_untilOthersAreFullAgain() {
        for (int i = 0; i < 10_000; i++) {
            limiter.take("busy " + i, 51);
        }
        limiter.take("one more", 51);

        assertThat(limiter.delay("another")).isPositive();
        pass(Duration.ofSeconds(10));
        assertThat(limiter.delay("another")).isZero();
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
