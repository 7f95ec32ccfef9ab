package dev.errata.store.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeGridTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"PT1M, 10", "PT15M, 10", "PT1H, 10", "PT6H, 60", "PT24H, 300", "P7D, 1800", "P31D, 10800"})
    void step_byDefault_givesAtMost360Buckets(Duration range, long seconds) {
        var grid = TimeGrid.of(NOON.minus(range), NOON);

        assertThat(grid.step()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(grid.size()).isEqualTo(range.toSeconds() / seconds).isLessThanOrEqualTo(360);
    }

    @Test
    void buckets_areAlignedToTheEpoch_andCoverTheRange() {
        var grid = new TimeGrid(NOON.plusSeconds(59), NOON.plusSeconds(60).plusNanos(1), Duration.ofMinutes(1));

        assertThat(grid).isEqualTo(new TimeGrid(NOON, NOON.plusSeconds(120), Duration.ofMinutes(1)));
        assertThat(grid.size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT10S", "PT5S", "PT15S", "PT10.5S"})
    void step_thatIsNoMultipleOfTheWindow_isRefused(Duration step) {
        assertThatThrownBy(() -> new TimeGrid(NOON, NOON.plusSeconds(60), step)).hasMessageContaining("10 s");
    }

    @Test
    void range_thatIsEmpty_isRefused() {
        assertThatThrownBy(() -> TimeGrid.of(NOON, NOON)).isInstanceOf(IllegalArgumentException.class);
    }
}
