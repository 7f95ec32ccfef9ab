-- Rates: what the topology counted, and what the event sink found that it did not.
--
-- A series is a project and one value for each dimension, '' where it has none. Its id is a hash of the two, so that
-- writers need no look-up and a replay gives the same one.
CREATE TABLE series (
    series_id uuid PRIMARY KEY,
    project   text NOT NULL,
    env       text NOT NULL,
    region    text NOT NULL,
    app       text NOT NULL,
    provider  text NOT NULL,
    model     text NOT NULL,
    status    text NOT NULL,
    code      text NOT NULL,
    type      text NOT NULL
);

-- errors = stream_count + sink_count. The topology's value replaces, the sink's corrections add up; each is written in
-- the transaction that moves its own offset.
CREATE TABLE rate_10s (
    window_start timestamptz NOT NULL,
    series_id    uuid        NOT NULL,
    stream_count bigint      NOT NULL DEFAULT 0,
    sink_count   bigint      NOT NULL DEFAULT 0,
    closed       boolean,              -- null where the topology has no value: only late events, so closed long ago
    PRIMARY KEY (window_start, series_id)
);

-- The denominators. Their series have no status, code and type.
CREATE TABLE traffic_10s (
    window_start  timestamptz NOT NULL,
    series_id     uuid        NOT NULL,
    requests      bigint      NOT NULL,
    calls         bigint,               -- null: no source said
    calls_failed  bigint,
    calls_rescued bigint,
    closed        boolean     NOT NULL,
    PRIMARY KEY (window_start, series_id)
);
