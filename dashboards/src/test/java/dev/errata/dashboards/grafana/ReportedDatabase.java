package dev.errata.dashboards.grafana;

import dev.errata.embedded.testing.TestDatabase;
import dev.errata.embedded.testing.TestPostgres;
import dev.errata.migrations.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Some 71 h of failures up to 23:00 of a day, half a day of counts, a storm of 429 in the last hour, read as Grafana does. Too few
 * failures of {@code search} are among counted calls, none of {@code silent}; of all together enough are.
 */
final class ReportedDatabase implements AutoCloseable {
    private final TestDatabase database = TestPostgres.freshDatabase();
    private final PGSimpleDataSource owner = new PGSimpleDataSource();

    ReportedDatabase(Instant now) throws SQLException {
        owner.setUrl(database.jdbcUrl());
        owner.setUser(database.user());
        owner.setPassword(database.password());
        Migrations.apply(owner);
        seed(now);
    }

    /** By the role that the dashboards' data source logs in as. */
    Connection reader() throws SQLException {
        var connection = owner.getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute("SET ROLE errata_reader");
            statement.execute("SET search_path = reporting");
            // What parallel workers read, the statistics of a transaction do not tell.
            statement.execute("SET max_parallel_workers_per_gather = 0");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    private void seed(Instant now) throws SQLException {
        try (var connection = owner.getConnection();
                var statement = connection.createStatement()) {
            var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            for (var day : today.minusDays(4).datesUntil(today.plusDays(2)).toList()) {
                statement.execute("CREATE TABLE event_%s PARTITION OF event FOR VALUES FROM ('%s') TO ('%s')"
                        .formatted(day.toString().replace("-", ""), day, day.plusDays(1)));
            }
            for (var sql : SEED.split(";\n", -1)) {
                statement.execute(sql.replace(":now", "'" + now + "'::timestamptz"));
            }
        }
    }

    private static final String SEED = """
            SELECT setseed(0.4);
            CREATE TEMP TABLE target AS SELECT * FROM (VALUES
                ('deepseek', 'deepseek-v4-flash', 'checkout'), ('deepseek', 'deepseek-v4-pro', 'search'),
                ('openai', 'gpt-5', 'checkout'), ('openai', 'sora-2', 'clip-studio'), ('anthropic', 'claude-haiku-4-5', 'search'))
                AS t (provider, model, app);
            CREATE TEMP TABLE error AS SELECT * FROM (VALUES
                ('429', 'rate_limit_error', 'rate_limit_error', 'requests'), ('429', 'insufficient_quota', 'insufficient_quota', 'quota'),
                ('503', 'service_unavailable', 'service_unavailable', NULL), ('400', 'invalid_request', 'invalid_request_error', NULL),
                ('504', 'gateway_timeout', 'gateway_timeout', NULL), ('', 'read_timeout', 'client_error', NULL),
                ('', '', '', NULL)) AS t (status, code, type, limit_kind);
            INSERT INTO series SELECT md5(provider || model || app || status || code)::uuid, 'default', 'prod', 'eu-west-1', app,
                provider, model, status, code, type FROM target CROSS JOIN error;
            INSERT INTO series VALUES ('00000000-0000-0000-0000-000000000001', 'default', '', '', 'silent', 'openai', 'gpt-5', '500', 'server_error', 'server_error');
            INSERT INTO rate_10s SELECT at, series_id, 1 + (random() * 3)::int * CASE WHEN code = 'rate_limit_error'
                    AND at > :now - interval '30 min' THEN 9 ELSE 1 END, 0, true
                FROM generate_series(date_bin('10 s', :now - interval '12 h', 'epoch'), :now, '10 s') AS at CROSS JOIN series
                WHERE code <> '' AND random() < 0.1;
            INSERT INTO traffic_10s SELECT at, series_id, 120, 100, 3, 2, true
                FROM generate_series(date_bin('10 s', :now - interval '12 h', 'epoch'), :now, '10 s') AS at CROSS JOIN series
                WHERE code = '';
            INSERT INTO coverage_1m SELECT date_bin('1 min', window_start, 'epoch') AS minute, 'default', app, sum(stream_count),
                    sum(stream_count) * CASE app WHEN 'silent' THEN 0 WHEN 'search' THEN 0.7 ELSE 1 END, 0, sum(stream_count) / 9, 0, 0.8
                FROM rate_10s JOIN series USING (series_id) GROUP BY minute, app;
            INSERT INTO event (event_day, project, event_id, time, received_at, app, app_version, env, region, provider, model, operation,
                    status, code, type, message, request_id, task_id, trace_id, call_id, attempt, latency_ms, timeout_ms, retry_after_ms,
                    limit_kind, raw_body, attributes, fingerprint)
                SELECT (uuid_extract_timestamp(id) AT TIME ZONE 'UTC')::date, 'default', id, at, at + interval '1 s', app, '1.0', 'prod', 'eu-west-1',
                    provider, model, 'POST /v1/chat/completions', nullif(status, '')::int, nullif(code, ''), nullif(type, ''),
                    'Something about ' || code, 'req_' || n, CASE WHEN model = 'sora-2' THEN 'task_' || n END, 'trace_' || n,
                    'call_' || n / 3, 1 + n % 3, (random() * 30000)::bigint, 30000, CASE WHEN status = '429' THEN 2000 END, limit_kind,
                    CASE n % 10 WHEN 0 THEN '{"error":{"code":"' || code || '"}}' WHEN 1 THEN '<html>' END, '{"host":"web-1"}',
                    hashtextextended(code, 1)
                FROM (SELECT n, uuidv7(at - clock_timestamp()) AS id, at, target.*, error.* FROM (
                        SELECT n, :now - n * interval '4 s' AS at, (random() * 4)::int AS t, (random() * 6)::int AS e
                        FROM generate_series(1, 63900) AS n) AS numbered
                    JOIN LATERAL (SELECT * FROM target OFFSET t LIMIT 1) AS target ON true
                    JOIN LATERAL (SELECT * FROM error OFFSET e LIMIT 1) AS error ON true) AS made;
            INSERT INTO call_outcome (project, subject, outcome, time, call_id, task_id, app, env, provider, model, latency_ms)
                SELECT 'default', 'video_' || n, step, :now - n * interval '1 min' + more * interval '20 s', NULL, 'video_' || n,
                    'clip-studio', 'prod', 'openai', 'sora-2', more * 20000
                FROM generate_series(1, 300) AS n CROSS JOIN (VALUES ('submitted', 0), ('running', 1), ('succeeded', 2), ('failed', 2)) AS s (step, more)
                WHERE more < 2 OR (n % 7 > 0 AND (step = 'failed') = (n % 5 = 0));
            INSERT INTO call_outcome (project, subject, outcome, time, call_id, app, provider, model, latency_ms)
                VALUES ('default', 'call_100', 'succeeded', :now, 'call_100', 'checkout', 'openai', 'gpt-5', 9000);
            INSERT INTO dead_letter (topic, partition, record_offset, last_offset, received_at, last_received_at, reason, field, detail, project, app)
                SELECT 'errata.events', 0, n, n, :now - n * interval '1 min', :now, 'too_new', 'event_id', 'its day is not there yet', 'default', 'checkout'
                FROM generate_series(1, 100) AS n;
            INSERT INTO app_version VALUES ('default', 'checkout', 'prod', '1.0', :now - interval '2 d'),
                ('default', 'checkout', 'prod', '1.1', :now - interval '20 min');
            INSERT INTO objective VALUES ('', 99), ('default', 90);
            INSERT INTO incident (incident_id, project, revision, kind, state, severity, owner, scope, started_at, opened_at, updated_at, ended_at, record)
                SELECT md5(state)::uuid, 'default', 3, 'spike', state, 'critical', 'provider', '{"provider":"deepseek","code":"rate_limit_error"}',
                    :now - since, :now - since + interval '20 s', :now, :now - ended,
                    '{"evidence":{"observed":120,"expected":1.2,"window_s":30,"score":44.1,"peak":60,"errors":900},
                      "explanation":{"kind":"rate","slices":[{"where":{"model":"deepseek-v4-flash"},"observed":110,"expected":1,"share":0.92}],
                        "rates":{"now":0.078,"usual":0.004,"without":0.005}}}'
                FROM (VALUES ('open', interval '30 min', NULL), ('resolved', interval '50 min', interval '40 min')) AS i (state, since, ended);
            VACUUM (ANALYZE)""";

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
