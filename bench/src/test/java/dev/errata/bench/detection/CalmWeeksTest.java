package dev.errata.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CalmWeeksTest {
    private static final long SEED = 41;

    @Test
    void daysWithoutIncidents_haveNoMorePagesThanAWeekMayHave() {
        var days = CalmWeeks.run(SEED, 2);

        assertThat((double) days.pages()).as("seed %d", SEED).isLessThanOrEqualTo(days.budget());
    }
}
