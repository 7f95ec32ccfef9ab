-- Events of one day, in the order of their time, then what they and some traffic add up to. Of :share numbered events, those
-- from :first on that fall on the day: every :days-th. All follows from the number, so that any event can be asked for.
INSERT INTO event (event_day, project, event_id, time, received_at, app, env, region, provider, model, operation, status,
    code, type, message, request_id, provider_request_id, task_id, trace_id, call_id, attempt, latency_ms, retry_after_ms,
    fingerprint, body_left_out)
SELECT :day, 'default',
    (lpad(to_hex((extract(epoch FROM time) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid,
    time, time + interval '1 second', 'app-' || app, 'prod', 'eu-west-1', 'provider-' || model % 3, 'model-' || model,
    'POST /v1/chat/completions', (ARRAY[429, 503, 500, 400, 504, 401])[1 + code % 6], 'code_' || code, 'type_' || code % 4,
    'The request could not be answered for reason ' || code || '; try again in ' || number % 60 || ' s',
    'req_' || substr(hash, 1, 24), CASE WHEN model % 3 = 0 THEN 'chatcmpl-' || substr(hash, 8, 24) END,
    CASE WHEN model = 11 THEN 'task_' || substr(hash, 2, 24) END, substr(md5(number / 4 || 't'), 1, 32),
    'call_' || substr(md5(number / 2 || 'c'), 1, 24), 1 + number % 2, 200 + number % 9000,
    CASE WHEN code % 6 = 0 THEN 1000 * (1 + number % 20) END, hashtextextended('code_' || code, 7), true
FROM (
    SELECT number, md5(number::text) AS hash,
        :day::timestamp AT TIME ZONE 'UTC' + (index::float8 / greatest(:last / :days, 1)) * interval '86399 seconds' AS time,
        floor(12 * pow(hashint8(number) / 4294967296.0 + 0.5, 4))::int AS model,
        floor(5 * pow(hashint8(number + 1000000007) / 4294967296.0 + 0.5, 3))::int AS app,
        floor(12 * pow(hashint8(number + 2000000011) / 4294967296.0 + 0.5, 5))::int AS code
    FROM (SELECT index, index * :days + :nth AS number FROM generate_series(:first / :days, :last / :days - 1) AS index) AS counted
) AS made
