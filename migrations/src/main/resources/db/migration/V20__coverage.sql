-- How well the errors of an application were known in a minute, as the topology judged them: of how many somebody counted
-- the calls, and how many have no id or no code. Whole values, so a replay writes the same.
CREATE TABLE coverage_1m (
    minute             timestamptz NOT NULL,
    project            text        NOT NULL,
    app                text        NOT NULL,             -- '' where the events name none
    errors             bigint      NOT NULL,             -- failed attempts that were judged in the minute
    covered            bigint      NOT NULL,             -- of those, as many as are among counted requests
    lost               bigint      NOT NULL,             -- more of them, which their sources could not deliver
    without_request_id bigint      NOT NULL,
    without_code       bigint      NOT NULL,
    least_share        float8      NOT NULL,             -- with less of all errors covered, ratios are unknown
    PRIMARY KEY (project, minute, app)
);
