package dev.errata.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLevelTest {

    @ParameterizedTest
    @CsvSource({
        "PT10S, TEN_SECONDS",
        "PT50S, TEN_SECONDS",
        "PT1M, MINUTE",
        "PT90S, TEN_SECONDS",
        "PT5M, MINUTE",
        "PT1H, HOUR",
        "PT90M, MINUTE",
        "PT2H, HOUR",
        "P1D, HOUR"
    })
    void of_aStep_isTheCoarsestThatItIsAMultipleOf(Duration step, RateLevel level) {
        assertThat(RateLevel.of(step)).isEqualTo(level);
    }
}
