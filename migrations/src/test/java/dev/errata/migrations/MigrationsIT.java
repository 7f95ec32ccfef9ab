package dev.errata.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.embedded.testing.TestDatabase;
import dev.errata.embedded.testing.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class MigrationsIT {
    private TestDatabase server;
    private DataSource database;

    @BeforeEach
    void open() throws SQLException {
        server = TestPostgres.freshDatabase();
        var source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl());
        source.setUser(server.user());
        source.setPassword(server.password());
        database = source;
    }

    @AfterEach
    void close() throws SQLException {
        server.close();
    }

    @Test
    void apply_onAnEmptyDatabase_makesTheTables() throws SQLException {
        Migrations.apply(database);

        assertThat(strings("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"))
                .contains(
                        "event",
                        "dead_letter",
                        "series",
                        "rate_10s",
                        "traffic_10s",
                        "sink_offset",
                        "call_outcome",
                        "api_token");
    }

    @Test
    void apply_twice_changesNothing() throws SQLException {
        Migrations.apply(database);
        var before = history();

        Migrations.apply(database);

        assertThat(history()).isEqualTo(before).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void apply_byTwoAtOnce_migratesOnce() throws Exception {
        Callable<Void> apply = () -> {
            Migrations.apply(database);
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var done : threads.invokeAll(List.of(apply, apply))) {
                done.get();
            }
        }

        assertThat(history()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(5);
    }

    /** A role of the version before V31 works on meanwhile: it knows of no notes, and so has to search the day. */
    @Test
    void search_byARoleThatKnowsNoV31_looksAtASealedDay() throws SQLException {
        Migrations.apply(database);
        execute("INSERT INTO event_day (day, noted_at, quiet_since) VALUES ('2026-03-01', now(), now())");

        assertThat(strings("""
                SELECT day::text FROM event_day WHERE sealed_at IS NULL
                UNION
                SELECT day::text FROM event_day_ids
                WHERE block = id_block(hashtextextended('x', 0)) AND id_tag(hashtextextended('x', 0)) = ANY (tags)
                """)).containsExactly("2026-03-01");
    }

    private List<String> history() throws SQLException {
        return strings("SELECT version || ' at ' || installed_on FROM flyway_schema_history WHERE success");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> strings(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var strings = new ArrayList<String>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }
}
