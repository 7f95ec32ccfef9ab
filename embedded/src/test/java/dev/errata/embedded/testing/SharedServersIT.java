package dev.errata.embedded.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SharedServersIT {

    @Test
    void database_twice_isAnotherOne() throws SQLException {
        try (var one = TestPostgres.freshDatabase();
                var two = TestPostgres.freshDatabase()) {
            assertThat(currentDatabase(one)).isEqualTo("test_1");
            assertThat(currentDatabase(two)).isEqualTo("test_2");
        }
    }

    @Test
    void broker_twice_isTheSame() {
        assertThat(TestKafka.bootstrapServers()).isEqualTo(TestKafka.bootstrapServers());
    }

    private static String currentDatabase(TestDatabase database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT current_database()")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
