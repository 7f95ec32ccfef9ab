package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerTest {
    private static final BreakerRules RULES = new BreakerRules(3, 10, 0.5, 2, Duration.ofSeconds(60));
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    /** {@code x} is a refused record, {@code o} a good one. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            '',                       false, nothing happened
            xx,                       false, fewer than three in a row
            xxoxxoxx,                 false, each row is broken
            xxx,                      true,  three in a row
            oxoxxx,                   true,  three in a row after others
            xoxoxoxoxo,               false, half of the window is not more than half
            xxoxoxoxxo,               true,  six of ten
            oooooxoxox xoxoxoooox,    false, the window begins anew
            xxxo,                     true,  one good one is not enough
            xxxoxo,                   true,  nor are two that are not in a row
            xxxoo,                    false, two in a row
            xxxooxx,                  false, and it counts from the start again
            xxxooxxx,                 true,  and opens again
            """)
    void breaker_afterRecords_isOpenOrNot(String records, boolean open, String because) {
        var breaker = after(records == null ? "" : records);

        assertThat(breaker instanceof Breaker.Open).as(because).isEqualTo(open);
    }

    @Test
    void breaker_ofASenderWithoutRefusals_comesToRest() {
        assertThat(after("oooooooooo")).isEqualTo(Breaker.AT_REST);
        assertThat(after("xooooooooo oooooooooo")).isEqualTo(Breaker.AT_REST);
        assertThat(after("xxxoo")).isEqualTo(Breaker.AT_REST);
    }

    @ParameterizedTest
    @CsvSource({"x, 60, false", "x, 61, true", "xxx, 60, false", "xxx, 61, true"})
    void breaker_asTheLogGoesOn_comesToRestAfterTheQuiet(String records, int seconds, boolean atRest) {
        var later = after(records).at(RULES, NOW.plusSeconds(seconds));

        assertThat(later.equals(Breaker.AT_REST)).isEqualTo(atRest);
    }

    @Test
    void rules_outOfRange_areRefused() {
        assertThatThrownBy(() -> new BreakerRules(0, 1, 0.5, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BreakerRules(1, 1, 1.5, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BreakerRules(1, 1, Double.NaN, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Breaker after(String records) {
        var breaker = Breaker.AT_REST;
        for (var record : records.replace(" ", "").toCharArray()) {
            breaker = record == 'x' ? breaker.refused(RULES, NOW) : breaker.kept(RULES);
        }
        return breaker;
    }
}
