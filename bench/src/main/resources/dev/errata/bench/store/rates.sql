-- What the events of a day add up to, and traffic of the twenty busiest pairs of application and model.
INSERT INTO series (series_id, project, env, region, app, provider, model, status, code, type)
SELECT DISTINCT md5(concat_ws(',', app, model, code))::uuid, project, env, region, app, provider, model, status::text, code, type
FROM event WHERE event_day = :day
ON CONFLICT DO NOTHING;

INSERT INTO rate_10s (window_start, series_id, stream_count, closed)
SELECT date_bin('10 seconds', time, 'epoch'), md5(concat_ws(',', app, model, code))::uuid, count(*), true
FROM event WHERE event_day = :day GROUP BY 1, 2;

INSERT INTO series (series_id, project, env, region, app, provider, model, status, code, type)
SELECT DISTINCT md5(concat_ws(',', app, model))::uuid, project, env, region, app, provider, model, '', '', ''
FROM event WHERE event_day = :day
ON CONFLICT DO NOTHING;

INSERT INTO traffic_10s (window_start, series_id, requests, calls, calls_failed, calls_rescued, closed)
SELECT window_start, md5(concat_ws(',', app, model))::uuid, 500, 450, 5, 20, true
FROM generate_series(:day::timestamp AT TIME ZONE 'UTC', (:day + 1)::timestamp AT TIME ZONE 'UTC' - interval '10 s', ':seconds s') AS window_start
CROSS JOIN (
    SELECT app, model FROM event WHERE event_day = :day GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 20) AS busy
