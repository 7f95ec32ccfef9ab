package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.errata.app.config.PostgresAddress;
import dev.errata.app.config.RetentionConfig;
import dev.errata.embedded.testing.TestPostgres;
import dev.errata.store.retention.Retention;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PruningIT {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void prune_countsWhatItDeletes_andOutlivesADatabaseThatFails() throws Exception {
        try (var server = TestPostgres.freshDatabase()) {
            var address = new PostgresAddress(server.jdbcUrl(), server.user(), server.password());
            SchemaAdmin.migrate(address);
            var days = RetentionAdmin.days(30, new RetentionConfig(30, 90, 730, 30, 365));
            try (var database = new HikariDataSource(Pool.to(address, "test", 1, Duration.ofSeconds(60)));
                    var pruning = Pruning.start(new Retention(database, days), registry)) {
                execute(
                        database,
                        "INSERT INTO rate_10s SELECT now() - day * interval '24 h', gen_random_uuid(), 1, 0, true"
                                + " FROM generate_series(0, 59) AS day");
                assertThat(deleted("rate_10s")).isZero();
                pruning.prune();
                assertThat(deleted("rate_10s")).isEqualTo(29);
                assertThat(deleted("incident")).isZero();
                execute(database, "DROP TABLE rate_10s CASCADE");
                pruning.prune();
                assertThat(deleted("rate_10s")).isEqualTo(29);
            }
        }
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private double deleted(String table) {
        return registry.get("errata.store.deleted.rows")
                .tag("table", table)
                .counter()
                .count();
    }
}
