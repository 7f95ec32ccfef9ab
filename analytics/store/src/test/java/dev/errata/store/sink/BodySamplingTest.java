package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BodySamplingTest {
    private DiskPressure pressure = DiskPressure.NONE;

    @Test
    void keeps_theFirstOnes_andThenOneOfTwenty() {
        assertThat(kept(new BodySampling(3, () -> pressure), 70)).containsExactly(1, 2, 3, 20, 40, 60);
    }

    @Test
    void keeps_all_whereAllAreWanted() {
        assertThat(kept(new BodySampling(BodySampling.ALL, () -> pressure), 100))
                .hasSize(100);
    }

    @Test
    void keeps_none_whereNoneIsWanted() {
        assertThat(kept(new BodySampling(0, () -> pressure), 10)).isEmpty();
    }

    @Test
    void keeps_theFirst_ofEachErrorProjectAndWindow() {
        var bodies = new BodySampling(1, () -> DiskPressure.HIGH);

        assertThat(List.of(
                        bodies.keeps("a", 1, 10),
                        bodies.keeps("a", 1, 10),
                        bodies.keeps("a", 2, 10),
                        bodies.keeps("b", 1, 10),
                        bodies.keeps("a", 1, 20)))
                .containsExactly(true, false, true, true, true);
    }

    @Test
    void keeps_fewer_whereSpaceIsShort() {
        pressure = DiskPressure.SOME;
        assertThat(kept(new BodySampling(8, () -> pressure), 40)).containsExactly(1, 2);
        pressure = DiskPressure.HIGH;
        assertThat(kept(new BodySampling(8, () -> pressure), 40)).containsExactly(1);
        pressure = DiskPressure.OVER;
        assertThat(kept(new BodySampling(8, () -> pressure), 40)).isEmpty();
    }

    @Test
    void forget_startsAnew() {
        var bodies = new BodySampling(1, () -> DiskPressure.HIGH);
        bodies.keeps("a", 1, 10);

        bodies.forget();

        assertThat(bodies.keeps("a", 1, 10)).isTrue();
    }

    private static List<Integer> kept(BodySampling bodies, int asked) {
        return IntStream.rangeClosed(1, asked)
                .filter(_ -> bodies.keeps("project", 7, 10))
                .boxed()
                .toList();
    }
}
