-- Dead letters that can be replayed, and rows that stand for many.
--
-- While a breaker is open, a sender's refused records share one row: the offsets from record_offset to last_offset, among
-- which `records` were refused; others in between belong to other senders or are stored. Both offsets are in the key, since
-- the first of such a row may get a row of its own when it is replayed and refused again.
ALTER TABLE dead_letter
    ADD COLUMN last_offset      bigint,
    ADD COLUMN records          bigint NOT NULL DEFAULT 1,
    ADD COLUMN last_received_at timestamptz,
    ADD COLUMN app              text,        -- with project: who sent it, as far as could be told
    ADD COLUMN replayed_at      timestamptz, -- append time of the last replay; null: never replayed
    ADD COLUMN outcome          text;        -- of the last replay: 'stored' or 'refused'

UPDATE dead_letter SET last_offset = record_offset, last_received_at = received_at;

ALTER TABLE dead_letter
    ALTER COLUMN last_offset SET NOT NULL,
    ALTER COLUMN last_received_at SET NOT NULL,
    DROP CONSTRAINT dead_letter_pkey,
    ADD PRIMARY KEY (topic, partition, record_offset, last_offset);

-- The order of the list, whose pages are asked for by the row where the one before ended.
CREATE INDEX dead_letter_by_time ON dead_letter (received_at, topic, partition, record_offset, last_offset);
