package dev.errata.api;

import dev.errata.contract.EventIds;
import dev.errata.contract.fingerprint.Fingerprint;
import dev.errata.embedded.testing.TestDatabase;
import dev.errata.embedded.testing.TestPostgres;
import dev.errata.migrations.Migrations;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/** A database with the real schema, an hour of rates up to some time, and a few calls. */
final class DemoDatabase implements AutoCloseable {
    static final String HOSTILE = "<img src=x onerror=alert(1)></script><script>document.title='owned'</script>";

    private final TestDatabase database;
    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
    private final UUID eventId;

    DemoDatabase(Instant now) throws SQLException {
        database = TestPostgres.freshDatabase();
        dataSource.setUrl(database.jdbcUrl());
        dataSource.setUser(database.user());
        dataSource.setPassword(database.password());
        Migrations.apply(dataSource);
        eventId = EventIds.random(now.minusSeconds(95), new Random(7));
        seedCalls();
        fingerprint();
        seedRates(now);
    }

    PGSimpleDataSource dataSource() {
        return dataSource;
    }

    /** Of the attempt whose other ids are {@code req_8f3k2m9x}, {@code call_71} and so on. */
    UUID eventId() {
        return eventId;
    }

    /** A failure of an app that has no other. */
    void addEvent(UUID id, String app, Instant time) throws SQLException {
        execute(
                "INSERT INTO event (event_day, project, event_id, time, received_at, app) VALUES ('$day', 'default', '%s',"
                                .formatted(id)
                        + " '%s', '%s', '%s')".formatted(time, time, app));
    }

    /** In the last minutes an app nobody counts the calls of has so many errors that all ratios are unknown. */
    void goBlind(Instant now) throws SQLException {
        execute("INSERT INTO coverage_1m VALUES ('%s', 'default', 'batch', 9000, 0, 0, 0, 0, 0.8)"
                .formatted(now.minusSeconds(180)));
    }

    void seeAgain() throws SQLException {
        execute("DELETE FROM coverage_1m WHERE app = 'batch'");
    }

    private void seedCalls() throws SQLException {
        var day = EventIds.day(eventId);
        execute("CREATE TABLE event_today PARTITION OF event FOR VALUES FROM ('%s') TO ('%s')"
                .formatted(day, day.plusDays(1)));
        execute("INSERT INTO event_day (day) VALUES ('" + day + "')");
        execute("""
                INSERT INTO event (event_day, project, event_id, time, received_at, app, app_version, env, region,
                    provider, model, operation, streaming, status, code, type, message, request_id,
                    provider_request_id, trace_id, call_id, attempt, latency_ms, timeout_ms, retry_after_ms, raw_body,
                    attributes)
                SELECT '$day', 'default', id, at, at + interval '1.2 s', 'checkout', '2.14.0', 'prod', 'eu-west-1',
                    'deepseek', 'deepseek-v4-flash', 'POST /v1/chat/completions', true, 429, 'rate_limit_error',
                    'rate_limit_error', 'Rate limit exceeded for requests per minute: limit 600, used 600. Please retry after 2 s.',
                    request_id, 'cf-7a91e2', '4bf92f3577b34da6a3ce929d0e0e4736', 'call_71', attempt, 180 + attempt * 40,
                    30000, 2000, '{"error":{"code":"rate_limit_error","message":"Rate limit exceeded"}}',
                    '{"queue":"interactive","host":"web-7"}'
                FROM (VALUES
                    ('$id'::uuid, '$at'::timestamptz, 'req_8f3k2m9x', 1),
                    ('$second', '$at'::timestamptz + interval '2.4 s', 'req_8f3k2n0b', 2)) AS v (id, at, request_id, attempt)
                """);
        execute("""
                INSERT INTO call_outcome (project, subject, outcome, time, call_id, model, latency_ms)
                VALUES ('default', 'call_71', 'succeeded', '$at'::timestamptz + interval '6 s', 'call_71', 'deepseek-v4-flash', 6120)
                """);
        execute("""
                INSERT INTO event (event_day, project, event_id, time, received_at, code, message, model, request_id, raw_body)
                VALUES ('$day', 'default', '$third', '$at', '$at', '$hostile', '$hostile', '$hostile', 'req_hostile', '$hostile')
                """);
        execute("""
                INSERT INTO event (event_day, project, event_id, time, received_at, provider, model, status, code, message, request_id,
                    body_left_out)
                VALUES ('$day', 'default', '$fourth', '$at', '$at', 'deepseek', 'deepseek-v4-flsh', 404, 'model_not_found',
                    'The model `deepseek-v4-flsh` does not exist', 'req_misspelt', true)
                """);
        execute("""
                INSERT INTO dead_letter (topic, partition, record_offset, last_offset, records, received_at,
                    last_received_at, reason, field, detail, project, app, request_id, replayed_at, outcome)
                VALUES
                    ('errata.events', 3, 42, 42, 1, '$at', '$at', 'too_new', 'event_id', 'its day is not there yet',
                        'default', 'checkout', 'req_future', NULL, NULL),
                    ('errata.events', 3, 60, 95, 20, '$at', '$now', 'malformed', NULL, 'not valid JSON at character 7',
                        NULL, 'billing', NULL, NULL, NULL),
                    ('errata.events', 1, 7, 7, 1, '$now', '$now', 'too_old', 'event_id', 'the day of its id is not kept',
                        'default', 'checkout', NULL, '$now', 'refused'),
                    ('errata.outcomes', 0, 5, 5, 1, '$now', '$now', 'missing_field', 'time', 'time is missing',
                        'default', 'checkout', NULL, '$now', 'stored'),
                    ('away', 0, 1, 1, 1, '$at'::timestamptz - interval '1 h', '$at', 'too_old', 'event_id', 'too old',
                        'default', 'checkout', NULL, NULL, NULL)
                """);
    }

    /** As the sink does it. */
    private void fingerprint() throws SQLException {
        try (var connection = dataSource.getConnection();
                var read = connection.createStatement();
                var update = connection.prepareStatement("UPDATE event SET fingerprint = ? WHERE event_id = ?");
                var rows = read.executeQuery("SELECT event_id, status, code, type, message FROM event")) {
            while (rows.next()) {
                var status = rows.getObject("status", Integer.class);
                var text = Fingerprint.of(
                        status, rows.getString("code"), rows.getString("type"), rows.getString("message"));
                update.setLong(1, Fingerprint.bits(text));
                update.setObject(2, rows.getObject("event_id"));
                update.executeUpdate();
            }
        }
    }

    private void seedRates(Instant now) throws SQLException {
        execute("""
                INSERT INTO coverage_1m
                VALUES ('$now'::timestamptz - interval '40 min', 'default', 'checkout', 80, 20, 20, 8, 4, 0.8),
                    ('$now'::timestamptz - interval '40 min', 'default', 'search', 100, 100, 0, 0, 50, 0.8),
                    ('$now'::timestamptz - interval '4 min', 'default', 'checkout', 90, 90, 0, 0, 0, 0.8)
                """.replace("$now", now.toString()));
        execute("""
                INSERT INTO series
                SELECT gen_random_uuid(), 'default', 'prod', 'eu-west-1', app, 'deepseek', model, status, code, type
                FROM (VALUES ('429', 'rate_limit_error', 'rate_limit_error'), ('503', 'service_unavailable', 'server_error'),
                        ('500', 'server_error', 'server_error'), ('504', 'gateway_timeout', 'server_error'),
                        ('400', 'invalid_request', 'invalid_request_error'), ('', 'read_timeout', ''), ('', '', ''))
                    AS v (status, code, type),
                    (VALUES ('deepseek-v4-flash', 'checkout'), ('deepseek-v4-pro', 'search'), ('qwen-3-max', 'checkout'))
                    AS m (model, app)
                """);
        execute("""
                INSERT INTO rate_10s
                SELECT at, series_id, n, 0, at < '$now'::timestamptz - interval '20 s'
                FROM (SELECT at, series_id, round(CASE code
                            WHEN 'rate_limit_error' THEN 9 + 4 * sin(extract(epoch FROM at) / 200)
                            WHEN 'service_unavailable' THEN CASE WHEN at BETWEEN '$now'::timestamptz - interval '8 min'
                                AND '$now'::timestamptz - interval '4 min' THEN 46 ELSE 0.8 END
                            WHEN 'server_error' THEN 2.2 WHEN 'gateway_timeout' THEN 1.2
                            WHEN 'invalid_request' THEN 1.6 WHEN 'read_timeout' THEN 0.9 ELSE 0 END
                        * CASE model WHEN 'deepseek-v4-flash' THEN 1 WHEN 'deepseek-v4-pro' THEN 0.35 ELSE 0.15 END
                        * (0.6 + 0.8 * abs(hashtext(at::text || series_id) % 100) / 100.0))::bigint AS n
                    FROM series, generate_series(date_bin('10 s', '$now'::timestamptz - interval '1 hour', 'epoch'),
                        date_bin('10 s', '$now', 'epoch'), interval '10 s') AS at
                    WHERE status <> 'traffic') AS counted
                WHERE n > 0
                """);
        execute("""
                WITH made AS (
                    INSERT INTO series
                    SELECT DISTINCT ON (app, model) gen_random_uuid(), project, env, region, app, provider, model, '', 'total', ''
                    FROM series RETURNING series_id, model
                )
                INSERT INTO traffic_10s
                SELECT at, series_id, (CASE model WHEN 'deepseek-v4-flash' THEN 640 WHEN 'deepseek-v4-pro' THEN 260 ELSE 90 END
                    * (0.95 + 0.1 * abs(hashtext(at::text) % 100) / 100.0))::bigint, NULL, NULL, NULL, true
                FROM made, generate_series(date_bin('10 s', '$now'::timestamptz - interval '1 hour', 'epoch'),
                    date_bin('10 s', '$now'::timestamptz - interval '10 s', 'epoch'), interval '10 s') AS at
                """.replace("$now", now.toString()));
    }

    private void execute(String sql) throws SQLException {
        var at = EventIds.time(eventId);
        var filled = sql.replace("$now", at.plusSeconds(95).toString())
                .replace("$day", EventIds.day(eventId).toString())
                .replace("$id", eventId.toString())
                .replace("$second", EventIds.random(at, new Random(8)).toString())
                .replace("$third", EventIds.random(at, new Random(9)).toString())
                .replace("$fourth", EventIds.random(at, new Random(10)).toString())
                .replace("$at", at.toString())
                .replace("$hostile", HOSTILE.replace("'", "''"));
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(filled);
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
