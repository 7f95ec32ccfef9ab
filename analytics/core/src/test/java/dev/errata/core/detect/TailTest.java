package dev.errata.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailTest {
    /** In decades; it errs to the cautious side where the overdispersion is great. */
    @ParameterizedTest
    @CsvSource({"5, 0.5, 2", "9, 0.3, 1", "30, 5, 3", "100, 40, 8", "12, 2, 0.7", "40, 10, 1000"})
    void above_ofAnyCount_isNearTheSumOfItsProbabilities(double x, double mean, double size) {
        var exact = -Math.log10(exactTail((int) x, mean, size));

        assertThat(Tail.above(x, mean, size)).isCloseTo(exact, within(0.2 * exact + 0.1));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.3010", "1, 0.7995", "3, 2.8697", "6, 9.0058", "40, 349.4371"})
    void ofNormal_isTheLogarithmOfItsTail(double z, double decades) {
        assertThat(Tail.ofNormal(z)).isCloseTo(decades, within(1e-3));
    }

    @Test
    void above_noMoreThanTheMean_isNothing() {
        assertThat(Tail.above(3, 4, 2)).isZero();
    }

    private static double exactTail(int x, double mean, double size) {
        var tail = 0.0;
        var probability = Math.pow(size / (size + mean), size);
        for (int k = 0; k < 20_000; k++) {
            if (k >= x) {
                tail += probability;
            }
            probability *= (size + k) / (k + 1) * mean / (size + mean);
        }
        return tail;
    }
}
