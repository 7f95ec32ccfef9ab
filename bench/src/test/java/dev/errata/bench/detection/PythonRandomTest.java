package dev.errata.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PythonRandomTest {
    private static final Offset<Double> ROUNDING = within(1e-14);

    /** What Python 3.11 draws with {@code random.Random(7)}, in this order. */
    @Test
    void draws_ofASeed_areThoseOfPython() {
        var random = new PythonRandom(7);

        assertThat(random.random()).isEqualTo(0.32383276483316237);
        assertThat(random.gauss(0, 1)).isCloseTo(0.8465186258155725, ROUNDING);
        assertThat(random.gauss(0, 1)).isCloseTo(1.178302784639487, ROUNDING);
        assertThat(random.gamma(0.3, 1)).isCloseTo(0.00022459751827807098, ROUNDING);
        assertThat(random.gamma(2.5, 1)).isCloseTo(1.8982121894113082, ROUNDING);
        assertThat(random.pareto(1.3)).isCloseTo(1.7241180476253675, ROUNDING);
        assertThat(random.choice(IntStream.range(0, 10).boxed().toList())).isZero();
        assertThat(random.sample(new int[] {500, 503, 504, 529}, 2)).containsExactly(500, 503);
        assertThat(random.uniform(2, 3)).isCloseTo(2.4181721513707597, ROUNDING);
    }

    /** What Python 3.11 draws with {@code random.Random("app/7")}, in this order. */
    @Test
    void draws_ofATextAsSeed_areThoseOfPython() {
        var random = new PythonRandom("app/7");

        assertThat(random.random()).isEqualTo(0.41377043385967305);
        assertThat(random.gamma(0.8, 1)).isCloseTo(2.4371775568960308, ROUNDING);
        assertThat(random.below(4)).isZero();
        assertThat(random.below(4)).isOne();
    }

    @Test
    void poisson_ofLargeAndSmallMeans_hasThatMean() {
        var random = new PythonRandom(8);

        for (var mean : List.of(0.0, 0.5, 4.0, 80.0)) {
            var sum = IntStream.range(0, 2000)
                    .mapToLong(draw -> random.poisson(mean))
                    .sum();
            assertThat(sum / 2000.0).isCloseTo(mean, within(5 * Math.sqrt(mean / 2000) + 1e-9));
        }
    }
}
