-- A ratio is unknown where too few of the errors are among counted calls, in views and dashboards as in the API.

-- Coverage of some hours of all projects, without reading all there is.
CREATE INDEX coverage_1m_by_minute ON coverage_1m USING brin (minute) WITH (autosummarize = on);

CREATE FUNCTION reporting.is_ratio_known(covered numeric, failed numeric, least_share double precision) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce($1::double precision / nullif($2, 0)::double precision >= $3, true)
$$;
COMMENT ON FUNCTION reporting.is_ratio_known(numeric, numeric, double precision) IS 'Whether so many of the failures are among counted calls that a ratio means something: with sum(covered), sum(errors + lost) and max(least_share) of coverage. Of no failures it does';

CREATE VIEW reporting.coverage AS
SELECT minute, project, coalesce(nullif(app, ''), '(none)') AS app, errors, covered, lost, without_request_id, without_code,
    least_share
FROM public.coverage_1m;
COMMENT ON VIEW reporting.coverage IS 'How well the failures of an application were known in a minute: of how many somebody counted the calls, and what they lack. A minute is told once it is over.';
COMMENT ON COLUMN reporting.coverage.minute IS 'Start of the minute';
COMMENT ON COLUMN reporting.coverage.project IS 'Whose it is; the tenant';
COMMENT ON COLUMN reporting.coverage.app IS 'The application that called';
COMMENT ON COLUMN reporting.coverage.errors IS 'Attempts that failed';
COMMENT ON COLUMN reporting.coverage.covered IS 'Of those, as many as are among counted calls of the application';
COMMENT ON COLUMN reporting.coverage.lost IS 'More of them, which their sources could not deliver';
COMMENT ON COLUMN reporting.coverage.without_request_id IS 'Of errors, those with neither id of the request';
COMMENT ON COLUMN reporting.coverage.without_code IS 'Of errors, those without a code';
COMMENT ON COLUMN reporting.coverage.least_share IS 'The floor, min_coverage of the policy file: with less of errors and lost covered, ratios are unknown';

-- A minute is looked up by the key for each row of which the ratio is asked.
CREATE OR REPLACE VIEW reporting.error_ratio AS
SELECT window_start, project, env, region, app, provider, model, errors, requests,
    CASE WHEN coalesce((
        SELECT reporting.is_ratio_known(known.covered, known.errors + known.lost, known.least_share)
        FROM public.coverage_1m AS known
        WHERE known.project = called.project AND known.minute = date_bin('1 minute', called.window_start, 'epoch')
            AND known.app = CASE called.app WHEN '(none)' THEN '' ELSE called.app END), true)
        THEN (errors::numeric / nullif(requests, 0))::double precision END AS error_ratio
FROM (
    SELECT window_start, project, env, region, app, provider, model, sum(errors)::bigint AS errors,
        sum(requests)::bigint AS requests
    FROM (
        SELECT window_start, project, env, region, app, provider, model, errors, NULL::bigint AS requests FROM reporting.rate
        UNION ALL
        SELECT window_start, project, env, region, app, provider, model, 0, requests FROM reporting.traffic
    ) AS part
    GROUP BY window_start, project, env, region, app, provider, model
) AS called;
COMMENT ON COLUMN reporting.error_ratio.error_ratio IS 'errors / requests, from 0 to 1; null where unknown: nobody told, or too few failures of the application were among counted calls in that minute';
