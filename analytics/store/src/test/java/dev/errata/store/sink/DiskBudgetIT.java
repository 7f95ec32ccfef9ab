package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.store.StoreDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiskBudgetIT {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private StoreDatabase database;

    @BeforeEach
    void open() {
        database = StoreDatabase.empty();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void measure_tellsTheSize_andThePressureWithinTheBudget() throws SQLException {
        var size = database.number("SELECT pg_database_size(current_database())");
        var limit = size * 10 / 9;
        var budget = new DiskBudget(database.dataSource(), limit);
        budget.register(meters);
        assertThat(budget.pressure()).as("before it is measured").isEqualTo(DiskPressure.NONE);

        budget.measure();

        assertThat(gauge("errata.store.size")).isBetween(size * 0.95, size * 1.05);
        assertThat(gauge("errata.store.budget")).isEqualTo((double) limit);
        assertThat(budget.pressure()).isIn(DiskPressure.SOME, DiskPressure.HIGH);
        assertThat(gauge("errata.store.pressure")).isEqualTo(budget.pressure().level());
    }

    @Test
    void measure_ofADatabaseThatGrowsAndShrinks_followsIt() throws SQLException {
        var size = database.number("SELECT pg_database_size(current_database())");
        var budget = new DiskBudget(database.dataSource(), size * 2);
        budget.measure();
        assertThat(budget.pressure()).isEqualTo(DiskPressure.NONE);

        database.execute("CREATE TABLE filler AS SELECT repeat('x', 1900) AS text FROM generate_series(1, "
                + size / 1_800 + ")");
        budget.measure();
        assertThat(budget.pressure()).isEqualTo(DiskPressure.OVER);

        database.execute("DROP TABLE filler");
        budget.measure();
        assertThat(budget.pressure()).isEqualTo(DiskPressure.NONE);
    }

    @Test
    void measure_withoutABudget_neverPresses() throws SQLException {
        var budget = new DiskBudget(database.dataSource(), DiskBudget.NONE);

        budget.measure();

        assertThat(budget.pressure()).isEqualTo(DiskPressure.NONE);
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }
}
