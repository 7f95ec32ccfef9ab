package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskPressureTest {

    @ParameterizedTest
    @CsvSource({
        "NONE, 0, NONE",
        "NONE, 0.79, NONE",
        "NONE, 0.8, SOME",
        "NONE, 0.9, HIGH",
        "NONE, 1, OVER",
        "NONE, 7, OVER",
        "SOME, 0.79, SOME",
        "SOME, 0.76, NONE",
        "SOME, 0.9, HIGH",
        "HIGH, 0.88, HIGH",
        "HIGH, 0.86, SOME",
        "OVER, 0.98, OVER",
        "OVER, 0.96, HIGH",
        "OVER, 0.1, NONE"
    })
    void at_rises_atItsBorder_andFalls_aLittleBelow(DiskPressure now, double share, DiskPressure next) {
        assertThat(now.at(share)).isEqualTo(next);
    }
}
