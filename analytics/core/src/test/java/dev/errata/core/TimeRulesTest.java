package dev.errata.core;

import static dev.errata.core.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeRulesTest {
    private static final TimeRules RULES = TimeRules.DEFAULT;
    private static final Duration MILLI = Duration.ofMillis(1);

    @Test
    void windowOf_itsFirstInstant_isItself() {
        assertThat(TimeRules.windowOf(NOON)).isEqualTo(NOON);
    }

    @Test
    void windowOf_itsLastNanosecond_isItsStart() {
        assertThat(TimeRules.windowOf(NOON.plusSeconds(10).minusNanos(1))).isEqualTo(NOON);
    }

    @Test
    void windowOf_theEndOfAWindow_isTheNext() {
        assertThat(TimeRules.windowOf(TimeRules.endOf(NOON))).isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void windowOf_timeBeforeTheEpoch_startsBeforeIt() {
        assertThat(TimeRules.windowOf(Instant.ofEpochSecond(-1))).isEqualTo(Instant.ofEpochSecond(-10));
    }

    @Test
    void clamp_asFarAheadAsBelieved_keepsTheTime() {
        var time = NOON.plus(TimeRules.MAX_AHEAD);

        assertThat(RULES.clamp(time, NOON)).isEqualTo(time);
    }

    @Test
    void clamp_fartherAhead_isTheAppendTime() {
        assertThat(RULES.clamp(NOON.plus(TimeRules.MAX_AHEAD).plus(MILLI), NOON))
                .isEqualTo(NOON);
    }

    @Test
    void clamp_asOldAsTheRetention_keepsTheTime() {
        var time = NOON.minus(Duration.ofDays(30));

        assertThat(RULES.clamp(time, NOON)).isEqualTo(time);
    }

    @Test
    void clamp_olderThanTheRetention_isTheAppendTime() {
        assertThat(RULES.clamp(NOON.minus(Duration.ofDays(30)).minus(MILLI), NOON))
                .isEqualTo(NOON);
    }

    @Test
    void isLate_exactlyAtTheGrace_isNot() {
        assertThat(RULES.isLate(NOON, TimeRules.endOf(NOON).plus(RULES.grace())))
                .isFalse();
    }

    @Test
    void isLate_beyondTheGrace_is() {
        assertThat(RULES.isLate(NOON, TimeRules.endOf(NOON).plus(RULES.grace()).plus(MILLI)))
                .isTrue();
    }

    @Test
    void graceBelowOneWindow_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeRules(Duration.ofMillis(9_999), 30))
                .withMessageContaining("grace");
    }

    @Test
    void noRetention_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeRules(Duration.ofMinutes(10), 0))
                .withMessageContaining("retentionDays");
    }
}
