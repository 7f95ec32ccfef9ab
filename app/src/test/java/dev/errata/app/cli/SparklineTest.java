package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparklineTest {

    @Test
    void of_values_reachesFromNothingToTheHighest() {
        assertThat(Sparkline.of(new long[] {0, 1, 7, 14}, 10)).isEqualTo("▁▂▅█");
    }

    @Test
    void of_moreValuesThanRoom_sumsNeighbours() {
        assertThat(Sparkline.of(new long[] {0, 0, 1, 1, 5}, 3)).isEqualTo("▁▄█");
    }

    @Test
    void of_nothing_isEmptyOrFlat() {
        assertThat(Sparkline.of(new long[0], 10)).isEmpty();
        assertThat(Sparkline.of(new long[] {0, 0}, 10)).isEqualTo("▁▁");
    }
}
