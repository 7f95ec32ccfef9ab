package dev.errata.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortionsTest {
    private static final int KIB = 1 << 10;

    @Test
    void items_thatAreSmall_areAThousandAPortion() {
        assertThat(Portions.of(Collections.nCopies(2_500, 1), size -> size))
                .extracting(List::size)
                .containsExactly(1_000, 1_000, 500);
    }

    @Test
    void items_thatAreLarge_fillNoPortionBeyondItsBytes() {
        assertThat(Portions.of(List.of(100 * KIB, 156 * KIB, 1, 255 * KIB, 2 * KIB), size -> size))
                .containsExactly(List.of(100 * KIB, 156 * KIB), List.of(1, 255 * KIB), List.of(2 * KIB));
    }

    @Test
    void item_thatIsTooLarge_isAPortionByItself() {
        assertThat(Portions.of(List.of(1, 300 * KIB, 2), size -> size))
                .containsExactly(List.of(1), List.of(300 * KIB), List.of(2));
    }

    @Test
    void nothing_hasNoPortion() {
        assertThat(Portions.of(List.<Integer>of(), size -> size)).isEmpty();
    }
}
