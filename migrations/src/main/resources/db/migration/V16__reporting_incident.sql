-- Incidents, as the other views of reporting. What the topology said of one is taken out of its record.
CREATE VIEW reporting.incident AS
SELECT incident_id, project, kind, state, severity, owner, coalesce(scope ->> 'env', 'all') AS env,
    coalesce(scope ->> 'app', 'all') AS app, coalesce(scope ->> 'provider', 'all') AS provider,
    coalesce(scope ->> 'model', 'all') AS model, coalesce(scope ->> 'status', 'all') AS status,
    coalesce(scope ->> 'code', 'all') AS code, coalesce(scope ->> 'type', 'all') AS type,
    coalesce((SELECT string_agg(key || ' ' || value, ', ' ORDER BY key) FROM jsonb_each_text(scope)), 'everything') AS scope,
    quiet_reason, started_at, opened_at, updated_at, ended_at, acknowledged_at, acknowledged_by, snoozed_until,
    (record #>> '{evidence,observed}')::double precision AS observed,
    (record #>> '{evidence,expected}')::double precision AS expected,
    (record #>> '{evidence,window_s}')::double precision AS window_seconds,
    (record #>> '{evidence,peak}')::double precision AS peak,
    (record #>> '{evidence,errors}')::bigint AS errors,
    (SELECT string_agg(key || ' ' || value, ', ' ORDER BY key) FROM jsonb_each_text(record #> '{explanation,slices,0,where}')) AS slice,
    (record #>> '{explanation,slices,0,share}')::double precision AS slice_share,
    (record #>> '{explanation,rates,now}')::double precision AS ratio,
    (record #>> '{explanation,rates,usual}')::double precision AS usual_ratio,
    (record #>> '{explanation,rates,without}')::double precision AS ratio_without_slice
FROM (
    SELECT incident_id, project, kind, state, severity, owner, scope::jsonb AS scope, quiet_reason, started_at, opened_at,
        updated_at, ended_at, record::jsonb AS record, acknowledged_at, acknowledged_by, snoozed_until
    FROM public.incident
) AS parsed;

COMMENT ON VIEW reporting.incident IS 'Outages, one a row, as they stand now: since when, how bad, and which slice of the calls explains it.';
COMMENT ON COLUMN reporting.incident.incident_id IS 'Its id, for errata incidents show';
COMMENT ON COLUMN reporting.incident.project IS 'Whose it is; the tenant';
COMMENT ON COLUMN reporting.incident.kind IS 'spike, new_code, or blindness: Errata itself could not see';
COMMENT ON COLUMN reporting.incident.state IS 'open, recovering or resolved';
COMMENT ON COLUMN reporting.incident.severity IS 'critical, warning or info';
COMMENT ON COLUMN reporting.incident.owner IS 'Who can put it right: caller, quota, provider, network or unknown';
COMMENT ON COLUMN reporting.incident.env IS 'The environment that it is confined to, or all';
COMMENT ON COLUMN reporting.incident.app IS 'The application that it is confined to, or all';
COMMENT ON COLUMN reporting.incident.provider IS 'The provider that it is confined to, or all';
COMMENT ON COLUMN reporting.incident.model IS 'The model that it is confined to, or all';
COMMENT ON COLUMN reporting.incident.status IS 'The status that it is confined to, or all';
COMMENT ON COLUMN reporting.incident.code IS 'The error code that it is confined to, or all';
COMMENT ON COLUMN reporting.incident.type IS 'The error type that it is confined to, or all';
COMMENT ON COLUMN reporting.incident.scope IS 'What it is confined to, in words';
COMMENT ON COLUMN reporting.incident.quiet_reason IS 'Why nobody was told; null where somebody was';
COMMENT ON COLUMN reporting.incident.started_at IS 'When the first abnormal window began';
COMMENT ON COLUMN reporting.incident.opened_at IS 'When it was certain enough to be told';
COMMENT ON COLUMN reporting.incident.updated_at IS 'When it last changed';
COMMENT ON COLUMN reporting.incident.ended_at IS 'When the last abnormal window ended; null until it is resolved';
COMMENT ON COLUMN reporting.incident.acknowledged_at IS 'When somebody said that they look after it';
COMMENT ON COLUMN reporting.incident.acknowledged_by IS 'Who did';
COMMENT ON COLUMN reporting.incident.snoozed_until IS 'Until when nobody is reminded of it';
COMMENT ON COLUMN reporting.incident.observed IS 'Failures in the window that was judged last';
COMMENT ON COLUMN reporting.incident.expected IS 'Failures that would have been usual there';
COMMENT ON COLUMN reporting.incident.window_seconds IS 'How long that window is';
COMMENT ON COLUMN reporting.incident.peak IS 'Most failures in 10 s since it began';
COMMENT ON COLUMN reporting.incident.errors IS 'All failures since it began';
COMMENT ON COLUMN reporting.incident.slice IS 'The smallest part of the calls that explains most of it';
COMMENT ON COLUMN reporting.incident.slice_share IS 'How much of the excess that part explains, from 0 to 1';
COMMENT ON COLUMN reporting.incident.ratio IS 'Failures out of all calls now; null where the calls are not known';
COMMENT ON COLUMN reporting.incident.usual_ratio IS 'Failures out of all calls as usual';
COMMENT ON COLUMN reporting.incident.ratio_without_slice IS 'What the ratio would be, had the slice failed as usual';
