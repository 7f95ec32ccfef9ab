-- The roll-ups for Grafana and people with SQL: rate and traffic by the minute and by the hour, and one function each that
-- takes from all levels what a range of time needs: whole hours or minutes in the middle, windows of 10 s at both ends. So a
-- sum over any range is exact, and a month costs little more than an hour.
CREATE VIEW reporting.rate_1m AS
SELECT window_start, project, coalesce(nullif(env, ''), '(none)') AS env, coalesce(nullif(region, ''), '(none)') AS region,
    coalesce(nullif(app, ''), '(none)') AS app, coalesce(nullif(provider, ''), '(none)') AS provider,
    coalesce(nullif(model, ''), '(none)') AS model, coalesce(nullif(status, ''), '(none)') AS status,
    CASE WHEN status = '' THEN 'no answer' ELSE left(status, 1) || 'xx' END AS status_class,
    coalesce(nullif(code, ''), '(none)') AS code, coalesce(nullif(type, ''), '(none)') AS type,
    errors, open = 0 AS closed, series_id
FROM public.rate_1m LEFT JOIN public.series USING (series_id) WHERE windows > 0;
COMMENT ON VIEW reporting.rate_1m IS 'As rate, summed up by the minute.';

CREATE VIEW reporting.rate_1h AS
SELECT window_start, project, coalesce(nullif(env, ''), '(none)') AS env, coalesce(nullif(region, ''), '(none)') AS region,
    coalesce(nullif(app, ''), '(none)') AS app, coalesce(nullif(provider, ''), '(none)') AS provider,
    coalesce(nullif(model, ''), '(none)') AS model, coalesce(nullif(status, ''), '(none)') AS status,
    CASE WHEN status = '' THEN 'no answer' ELSE left(status, 1) || 'xx' END AS status_class,
    coalesce(nullif(code, ''), '(none)') AS code, coalesce(nullif(type, ''), '(none)') AS type,
    errors, open = 0 AS closed, series_id
FROM public.rate_1h LEFT JOIN public.series USING (series_id) WHERE windows > 0;
COMMENT ON VIEW reporting.rate_1h IS 'As rate, summed up by the hour.';

CREATE VIEW reporting.traffic_1m AS
SELECT window_start, project, coalesce(nullif(env, ''), '(none)') AS env, coalesce(nullif(region, ''), '(none)') AS region,
    coalesce(nullif(app, ''), '(none)') AS app, coalesce(nullif(provider, ''), '(none)') AS provider,
    coalesce(nullif(model, ''), '(none)') AS model, requests, CASE WHEN calls_windows > 0 THEN calls END AS calls,
    CASE WHEN calls_windows > 0 THEN calls_failed END AS calls_failed,
    CASE WHEN calls_windows > 0 THEN calls_rescued END AS calls_rescued, open = 0 AS closed, series_id
FROM public.traffic_1m LEFT JOIN public.series USING (series_id) WHERE windows > 0;
COMMENT ON VIEW reporting.traffic_1m IS 'As traffic, summed up by the minute.';

CREATE VIEW reporting.traffic_1h AS
SELECT window_start, project, coalesce(nullif(env, ''), '(none)') AS env, coalesce(nullif(region, ''), '(none)') AS region,
    coalesce(nullif(app, ''), '(none)') AS app, coalesce(nullif(provider, ''), '(none)') AS provider,
    coalesce(nullif(model, ''), '(none)') AS model, requests, CASE WHEN calls_windows > 0 THEN calls END AS calls,
    CASE WHEN calls_windows > 0 THEN calls_failed END AS calls_failed,
    CASE WHEN calls_windows > 0 THEN calls_rescued END AS calls_rescued, open = 0 AS closed, series_id
FROM public.traffic_1h LEFT JOIN public.series USING (series_id) WHERE windows > 0;
COMMENT ON VIEW reporting.traffic_1h IS 'As traffic, summed up by the hour.';

-- How long a point of a chart is, at least: few enough rows to be read at a glance.
CREATE FUNCTION reporting.step_for(from_time timestamptz, to_time timestamptz, wanted interval DEFAULT '0') RETURNS interval
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT greatest($3, CASE
        WHEN $2 - $1 > interval '2 days' THEN interval '1 hour'
        WHEN $2 - $1 > interval '3 hours' THEN interval '1 minute'
        ELSE interval '10 seconds' END)
$$;
COMMENT ON FUNCTION reporting.step_for(timestamptz, timestamptz, interval) IS 'A step for a chart of this time that is cheap to ask for: an hour at least for more than two days, a minute for more than three hours';

-- The coarsest level that steps of this length can be made of.
CREATE FUNCTION reporting.level_of(step interval) RETURNS interval LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN $1 >= interval '1 hour' THEN interval '1 hour'
        WHEN $1 >= interval '1 minute' THEN interval '1 minute' ELSE interval '10 seconds' END
$$;
COMMENT ON FUNCTION reporting.level_of(interval) IS 'Which roll-up rate_over and traffic_over read for steps of this length: an hour, a minute or 10 s';

-- Plain SQL, so that Postgres puts the text in place of the call and leaves out the levels that are not asked for. What lies
-- between the start and the first whole hour (or minute), and behind the last, comes from windows of 10 s.
CREATE FUNCTION reporting.rate_over(from_time timestamptz, to_time timestamptz, step interval)
RETURNS TABLE (window_start timestamptz, series_id uuid, errors bigint) LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT window_start, series_id, errors FROM reporting.rate_1h
    WHERE reporting.level_of($3) = interval '1 hour' AND window_start < date_bin('1 hour', $2, 'epoch')
        AND window_start >= date_bin('1 hour', $1 - interval '1 microsecond', 'epoch') + interval '1 hour'
    UNION ALL
    SELECT window_start, series_id, errors FROM reporting.rate_1m
    WHERE reporting.level_of($3) = interval '1 minute' AND window_start < date_bin('1 minute', $2, 'epoch')
        AND window_start >= date_bin('1 minute', $1 - interval '1 microsecond', 'epoch') + interval '1 minute'
    UNION ALL
    SELECT window_start, series_id, errors FROM reporting.rate
    WHERE reporting.level_of($3) = interval '10 seconds' AND window_start BETWEEN $1 AND $2
    UNION ALL
    SELECT window_start, series_id, errors FROM reporting.rate
    WHERE reporting.level_of($3) > interval '10 seconds' AND window_start BETWEEN $1 AND $2
        AND window_start < date_bin(reporting.level_of($3), $1 - interval '1 microsecond', 'epoch') + reporting.level_of($3)
    UNION ALL
    SELECT window_start, series_id, errors FROM reporting.rate
    WHERE reporting.level_of($3) > interval '10 seconds' AND window_start <= $2 AND window_start >= greatest(
        date_bin(reporting.level_of($3), $1 - interval '1 microsecond', 'epoch') + reporting.level_of($3),
        date_bin(reporting.level_of($3), $2, 'epoch'))
$$;
COMMENT ON FUNCTION reporting.rate_over(timestamptz, timestamptz, interval) IS 'Failed attempts of a time, both ends included, to be added up by the step or over all of it: as rate, but by the hour or the minute where the step allows it, exactly. Join series for the names';

CREATE FUNCTION reporting.traffic_over(from_time timestamptz, to_time timestamptz, step interval)
RETURNS TABLE (window_start timestamptz, series_id uuid, requests bigint, calls bigint, calls_failed bigint, calls_rescued bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT window_start, series_id, requests, calls, calls_failed, calls_rescued FROM reporting.traffic_1h
    WHERE reporting.level_of($3) = interval '1 hour' AND window_start < date_bin('1 hour', $2, 'epoch')
        AND window_start >= date_bin('1 hour', $1 - interval '1 microsecond', 'epoch') + interval '1 hour'
    UNION ALL
    SELECT window_start, series_id, requests, calls, calls_failed, calls_rescued FROM reporting.traffic_1m
    WHERE reporting.level_of($3) = interval '1 minute' AND window_start < date_bin('1 minute', $2, 'epoch')
        AND window_start >= date_bin('1 minute', $1 - interval '1 microsecond', 'epoch') + interval '1 minute'
    UNION ALL
    SELECT window_start, series_id, requests, calls, calls_failed, calls_rescued FROM reporting.traffic
    WHERE reporting.level_of($3) = interval '10 seconds' AND window_start BETWEEN $1 AND $2
    UNION ALL
    SELECT window_start, series_id, requests, calls, calls_failed, calls_rescued FROM reporting.traffic
    WHERE reporting.level_of($3) > interval '10 seconds' AND window_start BETWEEN $1 AND $2
        AND window_start < date_bin(reporting.level_of($3), $1 - interval '1 microsecond', 'epoch') + reporting.level_of($3)
    UNION ALL
    SELECT window_start, series_id, requests, calls, calls_failed, calls_rescued FROM reporting.traffic
    WHERE reporting.level_of($3) > interval '10 seconds' AND window_start <= $2 AND window_start >= greatest(
        date_bin(reporting.level_of($3), $1 - interval '1 microsecond', 'epoch') + reporting.level_of($3),
        date_bin(reporting.level_of($3), $2, 'epoch'))
$$;
COMMENT ON FUNCTION reporting.traffic_over(timestamptz, timestamptz, interval) IS 'All attempts of a time, as rate_over';

-- The columns mean what they mean in the views of 10 s.
DO $$
DECLARE
    col record;
BEGIN
    FOR col IN
        SELECT pg_class.relname || level.suffix AS view, attname AS name, level.word,
            col_description(pg_class.oid, attnum) AS description
        FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
        CROSS JOIN (VALUES ('_1m', 'minute'), ('_1h', 'hour')) AS level (suffix, word)
        WHERE relnamespace = 'reporting'::regnamespace AND relname IN ('rate', 'traffic')
    LOOP
        EXECUTE format('COMMENT ON COLUMN reporting.%I.%I IS %L', col.view, col.name,
            CASE col.name
                WHEN 'window_start' THEN 'Start of the ' || col.word
                ELSE replace(col.description, 'this window', 'this ' || col.word) END);
    END LOOP;
END
$$;
