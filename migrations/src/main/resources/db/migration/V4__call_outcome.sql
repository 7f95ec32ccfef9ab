-- How logical calls and asynchronous tasks went on. The steps of one call or task are told apart by outcome and time;
-- the same step sent twice is one row.
CREATE TABLE call_outcome (
    project    text        NOT NULL,
    subject    text        NOT NULL, -- task_id, or else call_id
    outcome    text        NOT NULL,
    time       timestamptz NOT NULL,
    call_id    text,
    task_id    text,
    app        text,
    env        text,
    region     text,
    provider   text,
    model      text,
    operation  text,
    latency_ms bigint,
    PRIMARY KEY (project, subject, outcome, time)
);
CREATE INDEX call_outcome_by_call_id ON call_outcome (call_id) WHERE call_id IS NOT NULL;
