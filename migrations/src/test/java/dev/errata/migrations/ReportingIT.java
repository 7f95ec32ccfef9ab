package dev.errata.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.embedded.testing.TestDatabase;
import dev.errata.embedded.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The views that others read, and the role that may read nothing else. */
class ReportingIT {
    private static final Instant NOON = Instant.parse("2025-11-25T12:00:00Z");

    private TestDatabase server;
    private Connection owner;
    private Connection reader;

    @BeforeEach
    void open() throws SQLException {
        server = TestPostgres.freshDatabase();
        Migrations.apply(as(server.user()));
        owner = as(server.user()).getConnection();
        execute("CREATE TABLE event_20251125 PARTITION OF event FOR VALUES FROM ('2025-11-25') TO ('2025-11-26')");
        reader = as(server.user()).getConnection();
        reader.createStatement().execute("SET ROLE errata_reader");
    }

    @AfterEach
    void close() throws SQLException {
        reader.close();
        owner.close();
        server.close();
    }

    @Test
    void everyViewAndColumn_hasADescription() throws SQLException {
        assertThat(rows(owner, """
                SELECT relname || coalesce('.' || attname, '') FROM pg_class
                JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
                WHERE relnamespace = 'reporting'::regnamespace AND relkind = 'v'
                    AND (obj_description(pg_class.oid, 'pg_class') IS NULL OR col_description(pg_class.oid, attnum) IS NULL)
                """)).isEmpty();
    }

    @Test
    void reader_readsEveryView() throws SQLException {
        var views = rows(owner, "SELECT viewname FROM pg_views WHERE schemaname = 'reporting'");

        assertThat(views).hasSizeGreaterThanOrEqualTo(9);
        for (var view : views) {
            assertThat(rows(reader, "SELECT count(*) FROM reporting." + view)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM public.event",
                "SELECT * FROM public.api_token",
                "SELECT * FROM public.rate_10s",
                "DELETE FROM reporting.dead_letter",
                "UPDATE reporting.call_outcome SET outcome = ''",
                "CREATE TABLE reporting.own (id int)",
                "CREATE TABLE public.own (id int)"
            })
    void reader_doesAnythingElse_isRefused(String sql) {
        assertThatThrownBy(() -> reader.createStatement().execute(sql)).hasMessageContaining("permission denied");
    }

    @Test
    void reader_loggedInHere_isBoundInTimeAndWritesNothing() throws SQLException {
        assertThat(rows(owner, """
                SELECT unnest(setconfig) FROM pg_db_role_setting JOIN pg_database ON pg_database.oid = setdatabase
                WHERE setrole = 'errata_reader'::regrole AND datname = current_database()
                """))
                .containsExactlyInAnyOrder(
                        "search_path=reporting",
                        "statement_timeout=15s",
                        "work_mem=32MB",
                        "jit=off",
                        "default_transaction_read_only=on");
    }

    @Test
    void event_bodyThatIsNoJson_isTextAndNoJson() throws SQLException {
        event(1, "req_1", "'{\"error\":{\"code\":\"x\"}}'");
        event(2, "req_2", "'<html>Bad gateway</html>'");
        event(3, "req_3", "NULL");

        assertThat(rows(reader, """
                SELECT coalesce(body #>> '{error,code}', 'none') || ' ' || coalesce(left(raw_body, 6), 'none')
                FROM reporting.event ORDER BY event_id
                """)).containsExactly("x {\"erro", "none <html>", "none none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"req_1", "task_1", "call_1", "event id"})
    void findEvent_anyIdOfTheEvent_findsIt(String id) throws SQLException {
        event(1, "req_1", "NULL");
        event(2, "req_2", "NULL");
        var asked = id.equals("event id") ? eventId(1) : id;

        assertThat(rows(reader, "SELECT request_id FROM reporting.find_event('" + asked + "')"))
                .containsExactly("req_1");
        assertThat(rows(reader, "SELECT request_id FROM reporting.find_event('nothing')"))
                .isEmpty();
    }

    @Test
    void errorRatio_withoutTotals_isUnknown() throws SQLException {
        series(1, "checkout", "429");
        series(2, "checkout", "");
        series(3, "search", "429");
        execute("INSERT INTO rate_10s VALUES ('2025-11-25T12:00Z', '%s', 7, -2, true)".formatted(uuid(1)));
        execute("INSERT INTO rate_10s VALUES ('2025-11-25T12:00Z', '%s', 3, 0, NULL)".formatted(uuid(3)));
        execute("INSERT INTO traffic_10s VALUES ('2025-11-25T12:00Z', '%s', 50, 40, 4, 1, true)".formatted(uuid(2)));

        assertThat(rows(reader, "SELECT app || ' ' || status || ' ' || env || ' ' || errors FROM reporting.rate"))
                .containsExactlyInAnyOrder("checkout 429 (none) 5", "search 429 (none) 3");
        assertThat(rows(reader, """
                SELECT app || ' ' || errors || ' ' || coalesce(requests::text, 'unknown') || ' ' || coalesce(error_ratio::text, 'unknown')
                FROM reporting.error_ratio WHERE window_start >= '2025-11-25T11:00Z'
                """)).containsExactlyInAnyOrder("checkout 5 50 0.1", "search 3 unknown unknown");
    }

    @Test
    void errorRatio_whereTooFewFailuresAreCovered_isUnknown() throws SQLException {
        var call = 0;
        for (var app : List.of("checkout", "search", "")) {
            series(++call, app, "429");
            execute("INSERT INTO rate_10s VALUES ('2025-11-25T12:00:50Z', '%s', 5, 0, true)".formatted(uuid(call)));
            series(++call, app, "");
            execute("INSERT INTO traffic_10s VALUES ('2025-11-25T12:00:50Z', '%s', 50, 40, 4, 1, true)"
                    .formatted(uuid(call)));
        }
        execute(
                "INSERT INTO coverage_1m VALUES ('2025-11-25T12:00Z', 'p', 'checkout', 35, 28, 0, 7, 0, 0.8),"
                        + " ('2025-11-25T12:00Z', 'p', 'search', 35, 28, 1, 0, 0, 0.8), ('2025-11-25T12:00Z', 'p', '', 35, 0, 0, 0, 0, 0.8)");

        assertThat(rows(reader, """
                SELECT app || ' ' || requests || ' ' || coalesce(error_ratio::text, 'unknown')
                FROM reporting.error_ratio WHERE window_start >= '2025-11-25T11:00Z'
                """))
                .containsExactlyInAnyOrder("checkout 50 0.1", "search 50 unknown", "(none) 50 unknown");
        assertThat(
                        rows(
                                reader,
                                "SELECT app || ' ' || covered || ' ' || without_request_id FROM reporting.coverage WHERE lost = 0"))
                .containsExactlyInAnyOrder("checkout 28 7", "(none) 0 0");
        assertThat(rows(reader, "SELECT reporting.is_ratio_known(0, 0, 0.8)")).containsExactly("t");
    }

    @Test
    void incident_tellsWhatItIsConfinedTo_andWhatExplainsIt() throws SQLException {
        execute("""
                INSERT INTO incident (incident_id, project, revision, kind, state, severity, owner, scope, started_at, opened_at, updated_at, record)
                VALUES ('%s', 'p', 0, 'spike', 'open', 'critical', 'quota', '{"code":"429","app":"checkout"}', now(), now(), now(),
                        '{"explanation":{"slices":[{"where":{"model":"m"},"share":0.92}]}}'),
                    ('%s', 'p', 0, 'blindness', 'open', 'critical', 'unknown', '{}', now(), now(), now(), '{}')
                """.formatted(uuid(1), uuid(2)));

        assertThat(rows(reader, """
                SELECT scope || '; ' || model || '; ' || code || '; ' || coalesce(slice || ' ' || slice_share, 'no slice')
                FROM reporting.incident ORDER BY incident_id
                """))
                .containsExactly("app checkout, code 429; all; 429; model m 0.92", "everything; all; all; no slice");
    }

    @Test
    void deploy_firstVersionOfAnApp_isNone() throws SQLException {
        execute("""
                INSERT INTO app_version VALUES ('p', 'checkout', 'prod', '1.0', '2025-11-25T12:00Z'),
                    ('p', 'checkout', 'prod', '1.1', '2025-11-25T13:00Z'), ('p', 'search', 'prod', '7', '2025-11-25T14:00Z')
                """);

        assertThat(rows(reader, "SELECT app || ' ' || previous_version || ' to ' || app_version FROM reporting.deploy"))
                .containsExactly("checkout 1.0 to 1.1");
    }

    private void event(int number, String requestId, String body) throws SQLException {
        execute("""
                INSERT INTO event (event_day, project, event_id, time, received_at, request_id, task_id, call_id, raw_body)
                VALUES ('2025-11-25', 'p', '%s', '2025-11-25T12:00Z', '2025-11-25T12:00Z', '%s', 'task_%d', 'call_%d', %s)
                """.formatted(eventId(number), requestId, number, number, body));
    }

    private void series(int number, String app, String status) throws SQLException {
        execute("INSERT INTO series VALUES ('%s', 'p', '', '', '%s', 'openai', 'gpt-5', '%s', '', '')"
                .formatted(uuid(number), app, status));
    }

    private static String uuid(int number) {
        return "00000000-0000-0000-0000-%012d".formatted(number);
    }

    private static String eventId(int number) {
        var hex = "%012x".formatted(NOON.toEpochMilli());
        return "%s-%s-7000-8000-%012d".formatted(hex.substring(0, 8), hex.substring(8), number);
    }

    private PGSimpleDataSource as(String user) {
        var source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl());
        source.setUser(user);
        source.setPassword(server.password());
        return source;
    }

    private void execute(String sql) throws SQLException {
        owner.createStatement().execute(sql);
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (var result = connection.createStatement().executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }
}
