-- What Grafana and people with SQL read: views with names and units that stay, whatever becomes of the tables behind them.
-- They live in a schema of their own, so that one grant covers them and nothing else.
--
-- In rates and totals a value that a call did not have is '(none)', so that it can be grouped by and filtered for.
CREATE SCHEMA reporting;
COMMENT ON SCHEMA reporting IS 'Errata for Grafana and BI tools: views to read, by the role errata_reader. Times are UTC.';

-- Which versions of an application have been seen failing, and since when. Kept by the process that looks after the partitions.
CREATE TABLE app_version (
    project     text        NOT NULL,
    app         text        NOT NULL,
    env         text        NOT NULL, -- '' for none
    app_version text        NOT NULL,
    first_seen  timestamptz NOT NULL,
    PRIMARY KEY (project, app, env, app_version)
);

-- Outcomes of some hours, without reading all there are.
CREATE INDEX call_outcome_by_time ON call_outcome USING brin (time) WITH (autosummarize = on);

-- A body is whatever was answered, and may have been cut.
CREATE FUNCTION reporting.json_or_null(value text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL RESTRICTED AS $$
BEGIN
    RETURN value::jsonb;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION reporting.json_or_null(text) IS 'The text as JSON; null where it is none';

CREATE VIEW reporting.event AS
SELECT time, received_at, event_day, event_id, project, app, app_version, env, region, provider, model, operation, streaming,
    key_id, status, code, type, message, param, limit_kind, request_id, provider_request_id, task_id, trace_id, call_id,
    attempt, latency_ms, timeout_ms, retry_after_ms, fingerprint, raw_body,
    reporting.json_or_null(raw_body) AS body, reporting.json_or_null(attributes) AS attributes
FROM public.event;
COMMENT ON VIEW reporting.event IS 'Failed attempts, one a row. Ask for a range of time, or for an id through find_event: there may be a million a day.';

-- Joined by a left join on a key: who asks for none of the names, and puts them in after adding up, pays for no join.
CREATE VIEW reporting.series AS
SELECT series_id, project, coalesce(nullif(env, ''), '(none)') AS env, coalesce(nullif(region, ''), '(none)') AS region,
    coalesce(nullif(app, ''), '(none)') AS app, coalesce(nullif(provider, ''), '(none)') AS provider,
    coalesce(nullif(model, ''), '(none)') AS model, coalesce(nullif(status, ''), '(none)') AS status,
    CASE WHEN status = '' THEN 'no answer' ELSE left(status, 1) || 'xx' END AS status_class,
    coalesce(nullif(code, ''), '(none)') AS code, coalesce(nullif(type, ''), '(none)') AS type
FROM public.series;
COMMENT ON VIEW reporting.series IS 'Which combinations of dimensions there ever were, with calls or with failures: cheap to ask for the values of a menu.';

CREATE VIEW reporting.rate AS
SELECT window_start, project, coalesce(nullif(env, ''), '(none)') AS env, coalesce(nullif(region, ''), '(none)') AS region,
    coalesce(nullif(app, ''), '(none)') AS app, coalesce(nullif(provider, ''), '(none)') AS provider,
    coalesce(nullif(model, ''), '(none)') AS model, coalesce(nullif(status, ''), '(none)') AS status,
    CASE WHEN status = '' THEN 'no answer' ELSE left(status, 1) || 'xx' END AS status_class,
    coalesce(nullif(code, ''), '(none)') AS code, coalesce(nullif(type, ''), '(none)') AS type,
    stream_count + sink_count AS errors, coalesce(closed, true) AS closed, series_id
FROM public.rate_10s LEFT JOIN public.series USING (series_id);
COMMENT ON VIEW reporting.rate IS 'How many attempts failed: one row for each window of 10 s and each combination of dimensions that had a failure. No row means no failure.';

CREATE VIEW reporting.traffic AS
SELECT window_start, project, coalesce(nullif(env, ''), '(none)') AS env, coalesce(nullif(region, ''), '(none)') AS region,
    coalesce(nullif(app, ''), '(none)') AS app, coalesce(nullif(provider, ''), '(none)') AS provider,
    coalesce(nullif(model, ''), '(none)') AS model, requests, calls, calls_failed, calls_rescued, closed, series_id
FROM public.traffic_10s LEFT JOIN public.series USING (series_id);
COMMENT ON VIEW reporting.traffic IS 'How many attempts were made, failed or not: one row for each window of 10 s, app and model whose application tells. No row means that nobody told, not that there were none.';

-- A union and not a join: a range of time then reaches both sides.
CREATE VIEW reporting.error_ratio AS
SELECT window_start, project, env, region, app, provider, model, sum(errors)::bigint AS errors,
    sum(requests)::bigint AS requests, (sum(errors) / nullif(sum(requests), 0))::double precision AS error_ratio
FROM (
    SELECT window_start, project, env, region, app, provider, model, errors, NULL::bigint AS requests FROM reporting.rate
    UNION ALL
    SELECT window_start, project, env, region, app, provider, model, 0, requests FROM reporting.traffic
) AS part
GROUP BY window_start, project, env, region, app, provider, model;
COMMENT ON VIEW reporting.error_ratio IS 'Failed attempts against all attempts, by window of 10 s, app and model. To add up: sum(errors) FILTER (WHERE requests IS NOT NULL) / sum(requests).';

CREATE VIEW reporting.call_outcome AS
SELECT time, project, subject, outcome, call_id, task_id, coalesce(app, '(none)') AS app, coalesce(env, '(none)') AS env,
    coalesce(region, '(none)') AS region, coalesce(provider, '(none)') AS provider, coalesce(model, '(none)') AS model,
    operation, latency_ms
FROM public.call_outcome;
COMMENT ON VIEW reporting.call_outcome IS 'Steps of asynchronous tasks, and calls that succeeded after failures; one step a row.';

CREATE VIEW reporting.dead_letter AS
SELECT received_at, last_received_at, coalesce(project, '(none)') AS project, coalesce(app, '(none)') AS app, reason, field,
    detail, records, topic, partition, record_offset, last_offset, event_id, request_id, replayed_at, outcome
FROM public.dead_letter;
COMMENT ON VIEW reporting.dead_letter IS 'Records that could not be stored, and why. One row may stand for many records.';

CREATE VIEW reporting.deploy AS
SELECT first_seen AS time, project, app, env, app_version, previous_version
FROM (
    SELECT first_seen, project, app, coalesce(nullif(env, ''), '(none)') AS env, app_version,
        lag(app_version) OVER (PARTITION BY project, app, env ORDER BY first_seen, app_version) AS previous_version
    FROM public.app_version
) AS seen
WHERE previous_version IS NOT NULL;
COMMENT ON VIEW reporting.deploy IS 'When an application was first seen failing in a version that was new to Errata. An old version that comes back is not told.';

-- The first 48 bits of a UUID of version 7 are milliseconds since 1970.
CREATE FUNCTION reporting.day_in_id(id text) RETURNS date LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT (to_timestamp(('x' || lpad(left(translate(id, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0) AT TIME ZONE 'UTC')::date
$$;
COMMENT ON FUNCTION reporting.day_in_id(text) IS 'The UTC day inside a UUID of version 7';

-- An id may be of any kind. Each kind has its own index, over a hash; hashes collide, so the text is compared as well.
CREATE FUNCTION reporting.find_event(id text) RETURNS SETOF reporting.event LANGUAGE sql STABLE ROWS 5
    SET plan_cache_mode = force_generic_plan AS $$
    SELECT * FROM reporting.event WHERE hashtextextended(request_id, 0) = hashtextextended($1, 0) AND request_id = $1
    UNION SELECT * FROM reporting.event
    WHERE hashtextextended(provider_request_id, 0) = hashtextextended($1, 0) AND provider_request_id = $1
    UNION SELECT * FROM reporting.event WHERE hashtextextended(task_id, 0) = hashtextextended($1, 0) AND task_id = $1
    UNION SELECT * FROM reporting.event WHERE hashtextextended(trace_id, 0) = hashtextextended($1, 0) AND trace_id = $1
    UNION SELECT * FROM reporting.event WHERE hashtextextended(call_id, 0) = hashtextextended($1, 0) AND call_id = $1
    UNION SELECT * FROM reporting.event
    WHERE event_id = CASE WHEN $1 ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN $1::uuid END
        AND event_day = CASE WHEN $1 ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN reporting.day_in_id($1) END
$$;
COMMENT ON FUNCTION reporting.find_event(text) IS 'The failed attempts that carry this id, as request, provider request, task, trace, call or event id. Milliseconds, however many are stored.';

COMMENT ON COLUMN reporting.event.time IS 'When the attempt failed';
COMMENT ON COLUMN reporting.event.received_at IS 'When it reached Kafka';
COMMENT ON COLUMN reporting.event.event_day IS 'The UTC day inside event_id, by which the table is partitioned: nearly always that of time';
COMMENT ON COLUMN reporting.event.event_id IS 'UUID of version 7, made where the error happened';
COMMENT ON COLUMN reporting.event.project IS 'Whose it is; the tenant';
COMMENT ON COLUMN reporting.event.app IS 'The application that called';
COMMENT ON COLUMN reporting.event.app_version IS 'Its version';
COMMENT ON COLUMN reporting.event.env IS 'Its environment, such as prod';
COMMENT ON COLUMN reporting.event.region IS 'Where it runs';
COMMENT ON COLUMN reporting.event.provider IS 'Who was called, such as openai';
COMMENT ON COLUMN reporting.event.model IS 'The model that was asked for';
COMMENT ON COLUMN reporting.event.operation IS 'Method and path, such as POST /v1/chat/completions';
COMMENT ON COLUMN reporting.event.streaming IS 'Whether the answer was to be a stream';
COMMENT ON COLUMN reporting.event.key_id IS 'A short fingerprint of the API key, never the key';
COMMENT ON COLUMN reporting.event.status IS 'HTTP status; null where no answer came';
COMMENT ON COLUMN reporting.event.code IS 'Error code of the answer, or what the client saw, such as read_timeout';
COMMENT ON COLUMN reporting.event.type IS 'Error type of the answer';
COMMENT ON COLUMN reporting.event.message IS 'Error message, without secrets';
COMMENT ON COLUMN reporting.event.param IS 'The parameter that the answer complains of';
COMMENT ON COLUMN reporting.event.limit_kind IS 'Which limit was hit, where the sender knew: quota, requests, tokens, concurrency, overload';
COMMENT ON COLUMN reporting.event.request_id IS 'Id of the request, as the API or gateway called gave it';
COMMENT ON COLUMN reporting.event.provider_request_id IS 'Id of the same request at the provider behind a gateway';
COMMENT ON COLUMN reporting.event.task_id IS 'Id of the asynchronous task';
COMMENT ON COLUMN reporting.event.trace_id IS 'Id of the trace in OpenTelemetry';
COMMENT ON COLUMN reporting.event.call_id IS 'Joins the attempts of one logical call';
COMMENT ON COLUMN reporting.event.attempt IS 'Which attempt of the call it was, from 1';
COMMENT ON COLUMN reporting.event.latency_ms IS 'How long the attempt took until it failed, in milliseconds';
COMMENT ON COLUMN reporting.event.timeout_ms IS 'How long the client would have waited, in milliseconds';
COMMENT ON COLUMN reporting.event.retry_after_ms IS 'How long the answer asked to wait before the next attempt, in milliseconds';
COMMENT ON COLUMN reporting.event.fingerprint IS 'The same for the same error: a hash over status, code, type and the message without what varies';
COMMENT ON COLUMN reporting.event.raw_body IS 'Body of the answer as text, without secrets, cut at 4 KiB; of repeated errors a sample';
COMMENT ON COLUMN reporting.event.body IS 'The same as JSON; null where it is none';
COMMENT ON COLUMN reporting.event.attributes IS 'What else the sender told, as a JSON object of texts';

COMMENT ON COLUMN reporting.series.series_id IS 'Names the combination in rate and traffic: to add up by it first and join the names later is much quicker';
COMMENT ON COLUMN reporting.series.project IS 'Whose it is; the tenant';
COMMENT ON COLUMN reporting.series.env IS 'Environment of the application';
COMMENT ON COLUMN reporting.series.region IS 'Where the application runs';
COMMENT ON COLUMN reporting.series.app IS 'The application that called';
COMMENT ON COLUMN reporting.series.provider IS 'Who was called';
COMMENT ON COLUMN reporting.series.model IS 'The model that was asked for; other where a project had too many';
COMMENT ON COLUMN reporting.series.status IS 'HTTP status as text; (none) where no answer came, and for totals';
COMMENT ON COLUMN reporting.series.status_class IS '4xx, 5xx and so on; no answer where none came, and for totals';
COMMENT ON COLUMN reporting.series.code IS 'Error code; (none) for totals';
COMMENT ON COLUMN reporting.series.type IS 'Error type; (none) for totals';

COMMENT ON COLUMN reporting.rate.window_start IS 'Start of the window of 10 s';
COMMENT ON COLUMN reporting.rate.project IS 'Whose it is; the tenant';
COMMENT ON COLUMN reporting.rate.env IS 'Environment of the application';
COMMENT ON COLUMN reporting.rate.region IS 'Where the application runs';
COMMENT ON COLUMN reporting.rate.app IS 'The application that called';
COMMENT ON COLUMN reporting.rate.provider IS 'Who was called';
COMMENT ON COLUMN reporting.rate.model IS 'The model that was asked for; other where a project had too many';
COMMENT ON COLUMN reporting.rate.status IS 'HTTP status as text; (none) where no answer came';
COMMENT ON COLUMN reporting.rate.status_class IS '4xx, 5xx and so on; no answer where none came';
COMMENT ON COLUMN reporting.rate.code IS 'Error code';
COMMENT ON COLUMN reporting.rate.type IS 'Error type';
COMMENT ON COLUMN reporting.rate.errors IS 'Attempts that failed in this window';
COMMENT ON COLUMN reporting.rate.closed IS 'Whether the window is over for all; false means that more may come';
COMMENT ON COLUMN reporting.rate.series_id IS 'All dimensions together, as in series';

COMMENT ON COLUMN reporting.traffic.window_start IS 'Start of the window of 10 s';
COMMENT ON COLUMN reporting.traffic.project IS 'Whose it is; the tenant';
COMMENT ON COLUMN reporting.traffic.env IS 'Environment of the application';
COMMENT ON COLUMN reporting.traffic.region IS 'Where the application runs';
COMMENT ON COLUMN reporting.traffic.app IS 'The application that called';
COMMENT ON COLUMN reporting.traffic.provider IS 'Who was called';
COMMENT ON COLUMN reporting.traffic.model IS 'The model that was asked for';
COMMENT ON COLUMN reporting.traffic.requests IS 'Attempts, failed or not';
COMMENT ON COLUMN reporting.traffic.calls IS 'Logical calls, each with one attempt or more; null where no source said';
COMMENT ON COLUMN reporting.traffic.calls_failed IS 'Calls whose last attempt failed: what a user saw';
COMMENT ON COLUMN reporting.traffic.calls_rescued IS 'Calls that succeeded after a failed attempt';
COMMENT ON COLUMN reporting.traffic.closed IS 'Whether the window is over for all; false means that more may come';
COMMENT ON COLUMN reporting.traffic.series_id IS 'All dimensions together, as in series';

COMMENT ON COLUMN reporting.error_ratio.window_start IS 'Start of the window of 10 s';
COMMENT ON COLUMN reporting.error_ratio.project IS 'Whose it is; the tenant';
COMMENT ON COLUMN reporting.error_ratio.env IS 'Environment of the application';
COMMENT ON COLUMN reporting.error_ratio.region IS 'Where the application runs';
COMMENT ON COLUMN reporting.error_ratio.app IS 'The application that called';
COMMENT ON COLUMN reporting.error_ratio.provider IS 'Who was called';
COMMENT ON COLUMN reporting.error_ratio.model IS 'The model that was asked for';
COMMENT ON COLUMN reporting.error_ratio.errors IS 'Attempts that failed';
COMMENT ON COLUMN reporting.error_ratio.requests IS 'All attempts; null where nobody told, so that the ratio is unknown';
COMMENT ON COLUMN reporting.error_ratio.error_ratio IS 'errors / requests, from 0 to 1; null where unknown';

COMMENT ON COLUMN reporting.call_outcome.time IS 'When the step happened';
COMMENT ON COLUMN reporting.call_outcome.project IS 'Whose it is; the tenant';
COMMENT ON COLUMN reporting.call_outcome.subject IS 'The task, or else the call';
COMMENT ON COLUMN reporting.call_outcome.outcome IS 'submitted, running, succeeded, failed or cancelled';
COMMENT ON COLUMN reporting.call_outcome.call_id IS 'Id of the logical call';
COMMENT ON COLUMN reporting.call_outcome.task_id IS 'Id of the task; null for a call without one';
COMMENT ON COLUMN reporting.call_outcome.app IS 'The application that called';
COMMENT ON COLUMN reporting.call_outcome.env IS 'Environment of the application';
COMMENT ON COLUMN reporting.call_outcome.region IS 'Where the application runs';
COMMENT ON COLUMN reporting.call_outcome.provider IS 'Who was called';
COMMENT ON COLUMN reporting.call_outcome.model IS 'The model that was asked for';
COMMENT ON COLUMN reporting.call_outcome.operation IS 'Method and path';
COMMENT ON COLUMN reporting.call_outcome.latency_ms IS 'From the first attempt, or from submission, to this step, in milliseconds';

COMMENT ON COLUMN reporting.dead_letter.received_at IS 'When the first of the records reached Kafka';
COMMENT ON COLUMN reporting.dead_letter.last_received_at IS 'When the last of them did';
COMMENT ON COLUMN reporting.dead_letter.project IS 'Who sent it, as far as could be told';
COMMENT ON COLUMN reporting.dead_letter.app IS 'Which application sent it, as far as could be told';
COMMENT ON COLUMN reporting.dead_letter.reason IS 'Why it could not be stored, in one word';
COMMENT ON COLUMN reporting.dead_letter.field IS 'The field that was wrong';
COMMENT ON COLUMN reporting.dead_letter.detail IS 'What was wrong with it';
COMMENT ON COLUMN reporting.dead_letter.records IS 'How many records the row stands for';
COMMENT ON COLUMN reporting.dead_letter.topic IS 'Where in Kafka the records stand: topic';
COMMENT ON COLUMN reporting.dead_letter.partition IS 'Where in Kafka the records stand: partition';
COMMENT ON COLUMN reporting.dead_letter.record_offset IS 'Where in Kafka the records stand: first offset';
COMMENT ON COLUMN reporting.dead_letter.last_offset IS 'Where in Kafka the records stand: last offset';
COMMENT ON COLUMN reporting.dead_letter.event_id IS 'The id of the event, where it could be read';
COMMENT ON COLUMN reporting.dead_letter.request_id IS 'The id of its request, where it could be read';
COMMENT ON COLUMN reporting.dead_letter.replayed_at IS 'When it was last replayed; null: never';
COMMENT ON COLUMN reporting.dead_letter.outcome IS 'What became of the last replay: stored or refused';

COMMENT ON COLUMN reporting.deploy.time IS 'When the version was first seen';
COMMENT ON COLUMN reporting.deploy.project IS 'Whose it is; the tenant';
COMMENT ON COLUMN reporting.deploy.app IS 'The application';
COMMENT ON COLUMN reporting.deploy.env IS 'Its environment';
COMMENT ON COLUMN reporting.deploy.app_version IS 'The new version';
COMMENT ON COLUMN reporting.deploy.previous_version IS 'The one that was new before';

-- The role that may read them and nothing else. Roles belong to the whole server: who migrates may not be allowed to make one,
-- another database may have made it already, or be making it now. Without a password, a server that asks for one lets nobody in.
DO $$
BEGIN
    BEGIN
        CREATE ROLE errata_reader LOGIN CONNECTION LIMIT 20;
    EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL;
        WHEN insufficient_privilege THEN
            RAISE NOTICE 'The role errata_reader was not made: % may not. See docs/operations.md.', current_user;
    END;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'errata_reader') THEN
        GRANT USAGE ON SCHEMA reporting TO errata_reader;
        GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO errata_reader;
        ALTER DEFAULT PRIVILEGES IN SCHEMA reporting GRANT SELECT ON TABLES TO errata_reader;
        BEGIN
            EXECUTE format('ALTER ROLE errata_reader IN DATABASE %I SET search_path = reporting', current_database());
            EXECUTE format('ALTER ROLE errata_reader IN DATABASE %I SET statement_timeout = ''15s''', current_database());
            EXECUTE format('ALTER ROLE errata_reader IN DATABASE %I SET work_mem = ''32MB''', current_database());
            EXECUTE format('ALTER ROLE errata_reader IN DATABASE %I SET default_transaction_read_only = on', current_database());
        EXCEPTION
            WHEN insufficient_privilege THEN
                RAISE NOTICE 'The settings of errata_reader were not made: % may not. See docs/operations.md.', current_user;
        END;
    END IF;
END
$$;
