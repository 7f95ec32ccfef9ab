package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
    private final BatchSize size = new BatchSize();
    private final SQLException timeout = new SQLException("canceling statement due to statement timeout", "57014");

    @Test
    void anyNumber_isFine_atFirst_andWhileTransactionsAreNotLong() {
        size.written(50_000, Duration.ofSeconds(4));

        assertThat(size.isTooLarge(50_000)).isFalse();
    }

    @Test
    void halfOfThem_afterALongOne() {
        size.written(50_000, Duration.ofSeconds(6));

        assertThat(size.isTooLarge(25_001)).isTrue();
        assertThat(size.isTooLarge(25_000)).isFalse();
    }

    @Test
    void halfOfThem_afterOneThatWasEnded() {
        size.failed(50_000, timeout);
        size.failed(25_000, timeout);

        assertThat(size.isTooLarge(12_501)).isTrue();
        assertThat(size.isTooLarge(12_500)).isFalse();
    }

    @Test
    void otherFailures_sayNothingOfTheNumber() {
        size.failed(50_000, new SQLException("the database is away", "08006"));

        assertThat(size.isTooLarge(50_000)).isFalse();
    }

    @Test
    void more_afterQuickOnes_ifTheyWereNotSmallAnyway() {
        size.failed(50_000, timeout);
        size.written(3, Duration.ofMillis(1));
        assertThat(size.isTooLarge(25_001)).isTrue();

        size.written(25_000, Duration.ofMillis(900));
        assertThat(size.isTooLarge(50_000)).isFalse();
        assertThat(size.isTooLarge(50_001)).isTrue();
    }

    @Test
    void neverFewerThanTen() {
        for (int i = 0; i < 20; i++) {
            size.failed(1_000, timeout);
        }

        assertThat(size.isTooLarge(10)).isFalse();
        assertThat(size.isTooLarge(11)).isTrue();
    }
}
