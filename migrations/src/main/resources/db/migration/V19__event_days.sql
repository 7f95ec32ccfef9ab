-- Which days an id may be on, so that a search by it looks at two or three partitions and not at forty.
--
-- Days that are over are *sealed*: all ids of the day's events, of whatever kind, are noted in event_day_ids, in one go, when
-- nothing comes any more. Days that are not sealed are searched anyway. So the writer pays nothing, but for an event that comes for a
-- sealed day: it breaks the seal, and the day is sealed anew later.
CREATE TABLE event_day (
    day       date        PRIMARY KEY, -- has a partition
    sealed_at timestamptz,             -- null: not sealed
    touched   boolean     NOT NULL DEFAULT true -- whether an event has come since the sealing began
);

-- Of the hash that the indexes on ids are made of, 14 bits say the block, the next 16 bits are the tag. So one look at an index
-- finds a block on all days, and of other days' ids hardly one in five hundred is taken for the one that is looked for.
CREATE TABLE event_day_ids (
    block smallint   NOT NULL,
    day   date       NOT NULL,
    tags  smallint[] NOT NULL,
    PRIMARY KEY (block, day)
);
CREATE INDEX event_day_ids_by_day ON event_day_ids USING brin (day) WITH (pages_per_range = 16, autosummarize = on);

CREATE FUNCTION id_block(hash bigint) RETURNS smallint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT (hash & 16383)::smallint
$$;

CREATE FUNCTION id_tag(hash bigint) RETURNS smallint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT (((hash >> 14) & 65535) - 32768)::smallint
$$;

-- On each partition that is sealed or about to be. Updates once, so that of many rows only the first waits for anybody.
CREATE FUNCTION break_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE event_day SET sealed_at = NULL, touched = true
    WHERE day = NEW.event_day AND (sealed_at IS NOT NULL OR NOT touched);
    RETURN NULL;
END
$$;
