package dev.errata.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikelihoodTest {
    @ParameterizedTest
    @CsvSource({"0.1, 0.3", "0.7, 2", "5, 0.5", "30, 8", "12, 1000", "4, 1e9"})
    void log_ofAllCounts_sumsUpToOne(double mean, double size) {
        var sum = 0.0;
        var logFactorial = 0.0;
        for (int count = 0; count < 2_000; count++) {
            logFactorial += count == 0 ? 0 : Math.log(count);
            sum += Math.exp(Likelihood.log(count, mean, size) - logFactorial);
        }

        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    @Test
    void logOfAnyShare_ofAllSplitsOfATotal_sumsUpToOne() {
        var total = 40;
        var sum = 0.0;
        var logFactorial = 0.0;
        for (int count = 0; count <= total; count++) {
            logFactorial += count == 0 ? 0 : Math.log(count);
            sum += Math.exp(Likelihood.logOfAnyShare(count, total - count) - logFactorial);
        }

        assertThat(sum).isCloseTo(1, within(1e-9));
    }
}
