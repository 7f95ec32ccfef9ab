-- Incidents as the topology tells them, what people did about them, and what has to be told to whom.
CREATE TABLE incident (
    incident_id     uuid        PRIMARY KEY, -- a hash of project, kind, scope and opening: a replay gives the same
    project         text        NOT NULL,
    revision        bigint      NOT NULL,    -- of what stands here; older ones change nothing
    kind            text        NOT NULL,    -- spike, new_code, blindness
    state           text        NOT NULL,    -- open, recovering, resolved
    severity        text        NOT NULL,    -- critical, warning, info
    owner           text        NOT NULL,    -- caller, quota, provider, network, unknown
    scope           text        NOT NULL,    -- a JSON object, dimension to value; {} is everything
    quiet_reason    text,                    -- decided and recorded, but told to nobody, and why
    started_at      timestamptz NOT NULL,    -- the first abnormal window begins
    opened_at       timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,    -- of this revision, by the log's clock
    ended_at        timestamptz,
    record          text        NOT NULL,    -- all of it, as in the topic
    told            text,                    -- what the receivers know of it; null: nothing
    acknowledged_at timestamptz,
    acknowledged_by text,
    snoozed_until   timestamptz,
    snoozed_by      text
);
-- The order of the list, whose pages are asked for by the row where the one before ended.
CREATE INDEX incident_by_time ON incident (project, opened_at, incident_id);
CREATE INDEX incident_going_on ON incident (project) WHERE state <> 'resolved';

CREATE TABLE incident_update (
    incident_id uuid        NOT NULL REFERENCES incident ON DELETE CASCADE,
    revision    bigint      NOT NULL,
    updated_at  timestamptz NOT NULL,
    state       text        NOT NULL,
    severity    text        NOT NULL,
    record      text        NOT NULL,
    PRIMARY KEY (incident_id, revision)
);

-- What is to be told. A row is made in the transaction that stores the incident, and its key is the incident's id and what
-- is told, so that a replay makes none twice. Whoever takes a row moves its next_at: if that process dies, another one
-- takes it then.
CREATE TABLE outbox (
    outbox_id     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dedupe_key    text        NOT NULL,
    receiver      text        NOT NULL,
    incident_id   uuid        NOT NULL REFERENCES incident ON DELETE CASCADE,
    what          text        NOT NULL, -- alert (told again and again), or opened, changed, resolved, reminder (told once)
    severity      text        NOT NULL, -- this and the next: what the receiver knows the alert by
    owner         text        NOT NULL,
    record        text,                 -- the incident as it was; null: as it is when it is told
    due_at        timestamptz NOT NULL,
    next_at       timestamptz NOT NULL, -- the next attempt
    attempts      bigint      NOT NULL DEFAULT 0,
    failures      bigint      NOT NULL DEFAULT 0, -- all
    failing       integer     NOT NULL DEFAULT 0, -- since it was told last
    last_error    text,
    sent_at       timestamptz,          -- told last
    superseded_at timestamptz,          -- an alert that has ended although its incident goes on, under another severity
    closing_until timestamptz,          -- an alert's end is told until then
    silenced_until timestamptz,         -- the receiver knows of this snooze
    done_at       timestamptz,
    outcome       text,                 -- sent, superseded, given_up
    UNIQUE (dedupe_key, receiver)
);
CREATE INDEX outbox_next ON outbox (receiver, next_at) WHERE done_at IS NULL;
CREATE INDEX outbox_by_incident ON outbox (incident_id, receiver, outbox_id);
