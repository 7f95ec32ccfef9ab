-- Rates and totals by the minute and by the hour. Each row is the sum of its windows of 10 s, always: triggers add whatever a
-- statement changes there, in the same transaction. They see each row as it was and as it is, so that two sinks which change
-- the same window, a correction, a replay, a repair and an operator's own UPDATE are all right alike.
--
-- The rows of 10 s go first, by age. With errata.retention = 'on' their deletion leaves the sums as they are. Who truncates
-- them truncates the sums.

CREATE TABLE rate_1m (
    window_start timestamptz NOT NULL,
    series_id    uuid        NOT NULL,
    errors       bigint      NOT NULL,
    windows      integer     NOT NULL, -- how many rows of 10 s it sums up; 0 once they have been taken back
    open         integer     NOT NULL, -- how many of them are not closed
    PRIMARY KEY (window_start, series_id)
) WITH (fillfactor = 80);

CREATE TABLE rate_1h (LIKE rate_1m INCLUDING ALL) WITH (fillfactor = 80);

CREATE TABLE traffic_1m (
    window_start  timestamptz NOT NULL,
    series_id     uuid        NOT NULL,
    requests      bigint      NOT NULL,
    windows       integer     NOT NULL,
    open          integer     NOT NULL,
    calls         bigint      NOT NULL, -- of the windows that tell calls; so are the rest
    calls_failed  bigint      NOT NULL,
    calls_rescued bigint      NOT NULL,
    calls_windows integer     NOT NULL, -- how many windows tell calls; 0: nobody knows
    PRIMARY KEY (window_start, series_id)
) WITH (fillfactor = 80);

CREATE TABLE traffic_1h (LIKE traffic_1m INCLUDING ALL) WITH (fillfactor = 80);

INSERT INTO rate_1m
SELECT date_bin('1 minute', window_start, 'epoch'), series_id, sum(stream_count + sink_count), count(*),
    count(*) FILTER (WHERE closed IS FALSE)
FROM rate_10s GROUP BY 1, 2;

INSERT INTO rate_1h
SELECT date_bin('1 hour', window_start, 'epoch'), series_id, sum(errors), sum(windows), sum(open) FROM rate_1m GROUP BY 1, 2;

INSERT INTO traffic_1m
SELECT date_bin('1 minute', window_start, 'epoch'), series_id, sum(requests), count(*), count(*) FILTER (WHERE NOT closed),
    coalesce(sum(calls), 0), coalesce(sum(calls_failed), 0), coalesce(sum(calls_rescued), 0), count(calls)
FROM traffic_10s GROUP BY 1, 2;

INSERT INTO traffic_1h
SELECT date_bin('1 hour', window_start, 'epoch'), series_id, sum(requests), sum(windows), sum(open), sum(calls),
    sum(calls_failed), sum(calls_rescued), sum(calls_windows)
FROM traffic_1m GROUP BY 1, 2;

-- A change is what was, taken away, and what is, added. An INSERT ... ON CONFLICT calls twice, for what it inserted and for what
-- it updated, so that no order of rows keeps two transactions from waiting for each other. So one at a time adds, which is short:
-- it is the last thing that a sink does before it commits.
CREATE FUNCTION roll_up_rates() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    deltas rate_1m[];
BEGIN
    CASE TG_OP
    WHEN 'INSERT' THEN
        deltas := ARRAY(
            SELECT ROW (window_start, series_id, stream_count + sink_count, 1, (closed IS FALSE)::int)::rate_1m FROM is_now);
    WHEN 'DELETE' THEN
        deltas := ARRAY(
            SELECT ROW (window_start, series_id, -stream_count - sink_count, -1, -(closed IS FALSE)::int)::rate_1m FROM was);
    ELSE
        deltas := ARRAY(
            SELECT ROW (window_start, series_id, stream_count + sink_count, 1, (closed IS FALSE)::int)::rate_1m FROM is_now
            UNION ALL
            SELECT ROW (window_start, series_id, -stream_count - sink_count, -1, -(closed IS FALSE)::int)::rate_1m FROM was);
    END CASE;
    IF deltas = '{}' THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('roll_up_rates'));
    INSERT INTO rate_1m AS rolled
    SELECT date_bin('1 minute', window_start, 'epoch'), series_id, sum(errors), sum(windows), sum(open)
    FROM unnest(deltas) GROUP BY 1, 2 HAVING sum(errors) <> 0 OR sum(windows) <> 0 OR sum(open) <> 0 ORDER BY 1, 2
    ON CONFLICT (window_start, series_id) DO UPDATE
    SET errors = rolled.errors + EXCLUDED.errors, windows = rolled.windows + EXCLUDED.windows,
        open = rolled.open + EXCLUDED.open;
    INSERT INTO rate_1h AS rolled
    SELECT date_bin('1 hour', window_start, 'epoch'), series_id, sum(errors), sum(windows), sum(open)
    FROM unnest(deltas) GROUP BY 1, 2 HAVING sum(errors) <> 0 OR sum(windows) <> 0 OR sum(open) <> 0 ORDER BY 1, 2
    ON CONFLICT (window_start, series_id) DO UPDATE
    SET errors = rolled.errors + EXCLUDED.errors, windows = rolled.windows + EXCLUDED.windows,
        open = rolled.open + EXCLUDED.open;
    RETURN NULL;
END
$$;

CREATE FUNCTION roll_up_traffic() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    deltas traffic_1m[];
BEGIN
    CASE TG_OP
    WHEN 'INSERT' THEN
        deltas := ARRAY(
            SELECT ROW (window_start, series_id, requests, 1, (NOT closed)::int, coalesce(calls, 0),
                coalesce(calls_failed, 0), coalesce(calls_rescued, 0), (calls IS NOT NULL)::int)::traffic_1m FROM is_now);
    WHEN 'DELETE' THEN
        deltas := ARRAY(
            SELECT ROW (window_start, series_id, -requests, -1, -(NOT closed)::int, -coalesce(calls, 0),
                -coalesce(calls_failed, 0), -coalesce(calls_rescued, 0), -(calls IS NOT NULL)::int)::traffic_1m FROM was);
    ELSE
        deltas := ARRAY(
            SELECT ROW (window_start, series_id, requests, 1, (NOT closed)::int, coalesce(calls, 0),
                coalesce(calls_failed, 0), coalesce(calls_rescued, 0), (calls IS NOT NULL)::int)::traffic_1m FROM is_now
            UNION ALL
            SELECT ROW (window_start, series_id, -requests, -1, -(NOT closed)::int, -coalesce(calls, 0),
                -coalesce(calls_failed, 0), -coalesce(calls_rescued, 0), -(calls IS NOT NULL)::int)::traffic_1m FROM was);
    END CASE;
    IF deltas = '{}' THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('roll_up_traffic'));
    INSERT INTO traffic_1m AS rolled
    SELECT date_bin('1 minute', window_start, 'epoch'), series_id, sum(requests), sum(windows), sum(open), sum(calls),
        sum(calls_failed), sum(calls_rescued), sum(calls_windows)
    FROM unnest(deltas) GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (window_start, series_id) DO UPDATE
    SET requests = rolled.requests + EXCLUDED.requests, windows = rolled.windows + EXCLUDED.windows,
        open = rolled.open + EXCLUDED.open, calls = rolled.calls + EXCLUDED.calls,
        calls_failed = rolled.calls_failed + EXCLUDED.calls_failed,
        calls_rescued = rolled.calls_rescued + EXCLUDED.calls_rescued,
        calls_windows = rolled.calls_windows + EXCLUDED.calls_windows;
    INSERT INTO traffic_1h AS rolled
    SELECT date_bin('1 hour', window_start, 'epoch'), series_id, sum(requests), sum(windows), sum(open), sum(calls),
        sum(calls_failed), sum(calls_rescued), sum(calls_windows)
    FROM unnest(deltas) GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (window_start, series_id) DO UPDATE
    SET requests = rolled.requests + EXCLUDED.requests, windows = rolled.windows + EXCLUDED.windows,
        open = rolled.open + EXCLUDED.open, calls = rolled.calls + EXCLUDED.calls,
        calls_failed = rolled.calls_failed + EXCLUDED.calls_failed,
        calls_rescued = rolled.calls_rescued + EXCLUDED.calls_rescued,
        calls_windows = rolled.calls_windows + EXCLUDED.calls_windows;
    RETURN NULL;
END
$$;

CREATE FUNCTION forget_rates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE rate_1m, rate_1h;
    RETURN NULL;
END
$$;

CREATE FUNCTION forget_traffic() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE traffic_1m, traffic_1h;
    RETURN NULL;
END
$$;

CREATE TRIGGER roll_up_inserted AFTER INSERT ON rate_10s REFERENCING NEW TABLE AS is_now
    FOR EACH STATEMENT EXECUTE FUNCTION roll_up_rates();
CREATE TRIGGER roll_up_updated AFTER UPDATE ON rate_10s REFERENCING OLD TABLE AS was NEW TABLE AS is_now
    FOR EACH STATEMENT EXECUTE FUNCTION roll_up_rates();
CREATE TRIGGER roll_up_deleted AFTER DELETE ON rate_10s REFERENCING OLD TABLE AS was
    FOR EACH STATEMENT WHEN (current_setting('errata.retention', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION roll_up_rates();

CREATE TRIGGER roll_up_inserted AFTER INSERT ON traffic_10s REFERENCING NEW TABLE AS is_now
    FOR EACH STATEMENT EXECUTE FUNCTION roll_up_traffic();
CREATE TRIGGER roll_up_updated AFTER UPDATE ON traffic_10s REFERENCING OLD TABLE AS was NEW TABLE AS is_now
    FOR EACH STATEMENT EXECUTE FUNCTION roll_up_traffic();
CREATE TRIGGER roll_up_deleted AFTER DELETE ON traffic_10s REFERENCING OLD TABLE AS was
    FOR EACH STATEMENT WHEN (current_setting('errata.retention', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION roll_up_traffic();

CREATE TRIGGER forget_truncated AFTER TRUNCATE ON rate_10s FOR EACH STATEMENT EXECUTE FUNCTION forget_rates();
CREATE TRIGGER forget_truncated AFTER TRUNCATE ON traffic_10s FOR EACH STATEMENT EXECUTE FUNCTION forget_traffic();
