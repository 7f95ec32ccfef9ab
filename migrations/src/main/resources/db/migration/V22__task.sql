-- Asynchronous tasks by when they were submitted. Most outcomes are those of calls, and not in this index.
CREATE INDEX call_outcome_of_tasks ON call_outcome (project, outcome, time) WHERE task_id IS NOT NULL;

-- One row a task, from the step that submitted it (the first one, where it was told more than once) to its last end: a late
-- success after a failure is a success.
CREATE VIEW task AS
SELECT submitted.project, submitted.task_id, submitted.time AS submitted_at, submitted.app, submitted.env, submitted.region,
    submitted.provider, submitted.model, coalesce(ended.outcome, 'open') AS state, ended.time AS ended_at,
    coalesce(ended.latency_ms, (extract(epoch FROM ended.time - submitted.time) * 1000)::bigint) AS took_ms
FROM call_outcome AS submitted LEFT JOIN LATERAL (
    SELECT outcome, time, latency_ms FROM call_outcome AS step
    WHERE step.project = submitted.project AND step.subject = submitted.subject AND step.task_id IS NOT NULL
        AND step.outcome IN ('succeeded', 'failed', 'cancelled')
    ORDER BY time DESC, outcome DESC LIMIT 1) AS ended ON true
WHERE submitted.task_id IS NOT NULL AND submitted.outcome = 'submitted' AND NOT EXISTS (
    SELECT FROM call_outcome AS before
    WHERE before.project = submitted.project AND before.subject = submitted.subject AND before.outcome = 'submitted'
        AND before.task_id IS NOT NULL AND before.time < submitted.time);

-- How long tasks take, learned from those that succeeded: what fails early says nothing of how long good ones take.
CREATE VIEW task_length AS
SELECT project, coalesce(app, '') AS app, coalesce(model, '') AS model, count(*) AS samples,
    percentile_disc(0.99) WITHIN GROUP (ORDER BY took_ms) AS p99_ms
FROM (
    SELECT project, app, model, coalesce(latency_ms, (
        SELECT (extract(epoch FROM ended.time - min(submitted.time)) * 1000)::bigint FROM call_outcome AS submitted
        WHERE submitted.project = ended.project AND submitted.subject = ended.subject AND submitted.outcome = 'submitted')) AS took_ms
    FROM call_outcome AS ended
    WHERE task_id IS NOT NULL AND outcome = 'succeeded' AND time >= now() - interval '7 days'
) AS success
WHERE took_ms IS NOT NULL
GROUP BY 1, 2, 3;

CREATE VIEW reporting.task AS
SELECT submitted_at, project, task_id, coalesce(app, '(none)') AS app, coalesce(env, '(none)') AS env,
    coalesce(region, '(none)') AS region, coalesce(provider, '(none)') AS provider, coalesce(model, '(none)') AS model, state,
    ended_at, took_ms
FROM public.task;
COMMENT ON VIEW reporting.task IS 'Asynchronous tasks, one a row, as they stand now. Ask for a range of submitted_at.';
COMMENT ON COLUMN reporting.task.submitted_at IS 'When it was submitted';
COMMENT ON COLUMN reporting.task.project IS 'Whose it is; the tenant';
COMMENT ON COLUMN reporting.task.task_id IS 'Its id, as the API gave it';
COMMENT ON COLUMN reporting.task.app IS 'The application that submitted it';
COMMENT ON COLUMN reporting.task.env IS 'Environment of the application';
COMMENT ON COLUMN reporting.task.region IS 'Where the application runs';
COMMENT ON COLUMN reporting.task.provider IS 'Who was called';
COMMENT ON COLUMN reporting.task.model IS 'The model that was asked for';
COMMENT ON COLUMN reporting.task.state IS 'open, or its last end: succeeded, failed or cancelled';
COMMENT ON COLUMN reporting.task.ended_at IS 'When it ended; null while it is open';
COMMENT ON COLUMN reporting.task.took_ms IS 'From submission to the end, in milliseconds';

CREATE VIEW reporting.task_length AS
SELECT project, coalesce(nullif(app, ''), '(none)') AS app, coalesce(nullif(model, ''), '(none)') AS model, samples, p99_ms,
    CASE WHEN samples >= 100 THEN greatest(4 * p99_ms, 60000) END AS stuck_after_ms
FROM public.task_length;
COMMENT ON VIEW reporting.task_length IS 'How long tasks take that succeeded in the last seven days, by app and model.';
COMMENT ON COLUMN reporting.task_length.project IS 'Whose they are; the tenant';
COMMENT ON COLUMN reporting.task_length.app IS 'The application that submitted them';
COMMENT ON COLUMN reporting.task_length.model IS 'The model that was asked for';
COMMENT ON COLUMN reporting.task_length.samples IS 'How many succeeded';
COMMENT ON COLUMN reporting.task_length.p99_ms IS 'In this time 99 of 100 of them came to their end, in milliseconds';
COMMENT ON COLUMN reporting.task_length.stuck_after_ms IS 'An open task that is older is stuck, in milliseconds; null where too few have succeeded to tell';
