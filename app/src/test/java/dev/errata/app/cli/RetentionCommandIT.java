package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.config.PostgresAddress;
import dev.errata.app.node.SchemaAdmin;
import dev.errata.app.node.Wiring;
import dev.errata.embedded.testing.TestDatabase;
import dev.errata.embedded.testing.TestPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** On a real database, at {@link Console#NOW}. */
class RetentionCommandIT extends CommandFixture {
    private final TestDatabase database = TestPostgres.freshDatabase();
    private final Console here = new Console(settings(), Terminal.NONE, new Wiring());

    RetentionCommandIT() throws SQLException {}

    @BeforeEach
    void seed() throws Exception {
        SchemaAdmin.migrate(new PostgresAddress(database.jdbcUrl(), database.user(), database.password()));
        execute("CREATE TABLE event_20260101 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2026-01-02')");
        execute("INSERT INTO rate_10s SELECT at, gen_random_uuid(), 1, 0, true FROM unnest("
                + "'{2026-10-24T23:59:50Z, 2026-10-25T00:00:00Z, 2026-11-25T00:00:00Z}'::timestamptz[]) AS at");
    }

    @AfterEach
    void drop() throws SQLException {
        database.close();
    }

    @Test
    void retention_dryRun_tellsWhatWouldGo_andChangesNothing() throws SQLException {
        assertThat(here.run("retention", "--dry-run")).isZero();

        assertThat(here.out())
                .containsPattern("table +kept for +oldest +to go +bytes\n")
                .containsPattern("event +31 days +2026-01-01T00:00:00Z +1 partitions +[1-9]\\d+\n")
                .containsPattern("rate_10s +31 days +2026-10-24T23:59:50Z +1 rows\n")
                .containsPattern("rate_1m +90 days +2026-10-24T23:59:00Z +0 rows\n")
                .containsPattern("incident +365 days +none +0 rows\n");
        assertThat(here.err()).isEqualTo("Nothing was deleted; without --dry-run it is.\n");
        assertThat(number("SELECT count(*) FROM rate_10s")).isEqualTo(3);
        assertThat(number("SELECT count(*) FROM pg_inherits WHERE inhparent = 'event'::regclass"))
                .isEqualTo(1);
    }

    @Test
    void retention_deletes_andTellsWhatHasGone() throws SQLException {
        assertThat(here.run("retention", "--json")).isZero();

        var tables = JsonMapper.shared().readTree(here.out()).path("tables");
        assertThat(table(tables, "event").path("gone").asInt()).isEqualTo(1);
        assertThat(table(tables, "event").path("bytes").asLong()).isPositive();
        assertThat(table(tables, "event").path("oldest").asString()).isEqualTo("2026-10-25T00:00:00Z");
        assertThat(table(tables, "rate_10s").path("gone").asInt()).isEqualTo(1);
        assertThat(table(tables, "rate_10s").path("oldest").asString()).isEqualTo("2026-10-25T00:00:00Z");
        assertThat(table(tables, "rate_10s").path("bytes").isNull()).isTrue();
        assertThat(number("SELECT count(*) FROM rate_10s")).isEqualTo(2);
        assertThat(number("SELECT sum(errors) FROM rate_1h")).isEqualTo(3);
        assertThat(here.err()).isEmpty();

        var again = new Console(settings(), Terminal.NONE, new Wiring());
        assertThat(again.run("retention", "--rate-minute-retention-days", "31")).isZero();
        assertThat(again.out())
                .containsPattern("event +31 days +2026-10-25T00:00:00Z +0 partitions +0\n")
                .containsPattern("rate_10s +31 days +2026-10-25T00:00:00Z +0 rows\n")
                .containsPattern("rate_1m +31 days +2026-10-25T00:00:00Z +1 rows\n");
    }

    @Test
    void retention_withoutPostgres_exits3_andOfNoDays_exits2() throws Exception {
        assertThat(console.run("retention", "--postgres-port", Integer.toString(freePort())))
                .isEqualTo(3);
        assertThat(console.err())
                .contains("Postgres at jdbc:postgresql://127.0.0.1:")
                .contains("cannot be used");
        assertThat(console.run("retention", "--incident-retention-days", "0")).isEqualTo(2);
        assertThat(console.run("retention", "--rate-retention-days", "7")).isEqualTo(2);
        assertThat(console.out()).isEmpty();
    }

    private Map<String, String> settings() {
        return Map.of(
                "ERRATA_POSTGRES_URL", database.jdbcUrl(),
                "ERRATA_POSTGRES_USER", database.user(),
                "ERRATA_POSTGRES_PASSWORD", database.password());
    }

    private static JsonNode table(JsonNode tables, String name) {
        return tables.valueStream()
                .filter(table -> table.path("table").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
