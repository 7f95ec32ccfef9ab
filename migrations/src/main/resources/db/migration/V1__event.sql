-- Every failed call, found by any of its ids.
--
-- The partition is the UTC day inside event_id (a UUIDv7), never an arrival time: a resend must meet its first send,
-- and only in one partition can the unique key see both. Partitions are made days ahead, and there is no default one:
-- a day chosen by a wrong client clock would land in it and block that day's own partition.
CREATE TABLE event (
    event_day           date        NOT NULL,
    project             text        NOT NULL,
    event_id            uuid        NOT NULL,
    time                timestamptz NOT NULL, -- when the attempt failed, clamped against received_at
    claimed_time        timestamptz,          -- what the client's clock said, where it was clamped
    received_at         timestamptz NOT NULL, -- append time in Kafka
    app                 text,
    app_version         text,
    env                 text,
    region              text,
    provider            text,
    model               text,
    operation           text,
    streaming           boolean,
    key_id              text,
    status              smallint,
    code                text,
    type                text,
    message             text,
    param               text,
    request_id          text,
    provider_request_id text,
    task_id             text,
    trace_id            text,
    call_id             text,
    attempt             integer,
    latency_ms          bigint,
    timeout_ms          bigint,
    retry_after_ms      bigint,
    limit_kind          text,
    raw_body            text,
    attributes          text,                 -- a JSON object; as text, since jsonb doubles the cost of storing
    altered             text,                 -- names of the fields cut, cleaned or hashed, comma-separated
    PRIMARY KEY (event_day, project, event_id)
) PARTITION BY RANGE (event_day);

-- Eight bytes an entry whatever the id's length; the query compares the text too.
CREATE INDEX event_by_event_id ON event (event_id);
CREATE INDEX event_by_request_id ON event (hashtextextended(request_id, 0)) WHERE request_id IS NOT NULL;
CREATE INDEX event_by_provider_request_id ON event (hashtextextended(provider_request_id, 0)) WHERE provider_request_id IS NOT NULL;
CREATE INDEX event_by_task_id ON event (hashtextextended(task_id, 0)) WHERE task_id IS NOT NULL;
CREATE INDEX event_by_trace_id ON event (hashtextextended(trace_id, 0)) WHERE trace_id IS NOT NULL;
CREATE INDEX event_by_call_id ON event (hashtextextended(call_id, 0)) WHERE call_id IS NOT NULL;

-- What could not be stored and why. The record itself stays in the raw topic, where these coordinates find it.
CREATE TABLE dead_letter (
    topic         text        NOT NULL,
    partition     integer     NOT NULL,
    record_offset bigint      NOT NULL,
    received_at   timestamptz NOT NULL,
    reason        text        NOT NULL,
    field         text,
    detail        text        NOT NULL,
    project       text,
    event_id      uuid,
    request_id    text,
    PRIMARY KEY (topic, partition, record_offset)
);
CREATE INDEX dead_letter_by_request_id ON dead_letter (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX dead_letter_by_event_id ON dead_letter (event_id) WHERE event_id IS NOT NULL;
