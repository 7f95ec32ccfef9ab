-- A search by id in one round trip, at the same cost whatever a day has, and with yesterday sealed.
--
-- Blocks of a day: so many that each has a few dozen ids, a power of eight times 1,024. With 16,384 for every day, a search read six
-- pages of notes among 700,000 events a day, and would have read hundreds among a hundred million; a day of a thousand events had a row
-- for each id. The notes are made anew from the events, the latest days first; a day without notes is searched meanwhile.
--
-- Roles of the version before work on, beside those of this one. They read event_day_ids and sealed_at: so both stay, without notes, and
-- such a role searches all days. A later migration drops them, with touched, id_block(bigint) and what the trigger does for them.
CREATE TABLE event_day_block (
    block integer   NOT NULL,
    day   date      NOT NULL,
    tags  integer[] NOT NULL
);
CREATE INDEX event_day_block_by_block ON event_day_block (block, day) INCLUDE (tags);
CREATE INDEX event_day_block_by_day ON event_day_block USING brin (day) WITH (pages_per_range = 16, autosummarize = on);
ALTER TABLE event_day_block SET (autovacuum_vacuum_insert_scale_factor = 0);

TRUNCATE event_day_ids;
UPDATE event_day SET sealed_at = NULL WHERE sealed_at IS NOT NULL;

-- Yesterday is sealed, too, when nothing has come for it in a while: it need not be known only whether an event has come, but since when
-- none has.
ALTER TABLE event_day
    ADD COLUMN noted_at    timestamptz, -- when its ids were noted in event_day_block; null: it is not sealed
    ADD COLUMN quiet_since timestamptz; -- since when nothing has come for it; null: something has, or nobody has watched

CREATE OR REPLACE FUNCTION break_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE event_day SET noted_at = NULL, quiet_since = NULL, sealed_at = NULL, touched = true
    WHERE day = NEW.event_day AND (quiet_since IS NOT NULL OR sealed_at IS NOT NULL OR NOT touched);
    RETURN NULL;
END
$$;

-- Blocks of days with few and with many do not meet: as the highest bit, the number of blocks is a part of the block's own.
CREATE FUNCTION id_block(hash bigint, blocks integer) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT blocks | (hash & (blocks - 1))::integer
$$;

-- In which block it is, on days of any size.
CREATE FUNCTION id_blocks(hash bigint) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT ARRAY[id_block(hash, 1024), id_block(hash, 8192), id_block(hash, 65536), id_block(hash, 524288)]
$$;

-- The days that may have the id, of whatever kind: those that are not sealed, and of the others those whose notes have its tag. Days to
-- come are rarely more than an empty file, which is told sooner than searched.
CREATE FUNCTION days_of_id(asked_id text, asked_trace_id text) RETURNS date[] LANGUAGE plpgsql STABLE STRICT AS $$
DECLARE
    id_hash    bigint := hashtextextended(asked_id, 0);
    trace_hash bigint := hashtextextended(asked_trace_id, 0);
BEGIN
    RETURN ARRAY(
        SELECT day FROM event_day
        WHERE noted_at IS NULL AND day <= ((now() + interval '1 hour') AT TIME ZONE 'UTC')::date + 2
            AND (day <= (now() AT TIME ZONE 'UTC')::date
                OR coalesce(pg_relation_size(to_regclass('event_' || to_char(day, 'YYYYMMDD'))), 1) > 0)
        UNION
        SELECT day FROM event_day_block
        WHERE block = ANY (id_blocks(id_hash) || id_blocks(trace_hash))
            AND (id_tag(id_hash) = ANY (tags) OR id_tag(trace_hash) = ANY (tags)));
END
$$;

-- The events of these days, and of the day in the event id, that carry the id: of each eight days at most so many, the newest first. Eight
-- days are named one by one, and not as an array: so Postgres opens the partitions of these days, and no others. Every arm goes by its own
-- index; the columns behind the hash are compared too, since hashes collide.
CREATE FUNCTION find_events(
    asked_project text, asked_id text, asked_trace_id text, asked_event_id uuid, asked_event_day date, days date[], at_most integer)
RETURNS TABLE (matched text, found event) LANGUAGE plpgsql STABLE ROWS 5 AS $$
DECLARE
    id_hash    bigint := hashtextextended(asked_id, 0);
    trace_hash bigint := hashtextextended(asked_trace_id, 0);
BEGIN
    IF asked_event_day IS NOT NULL THEN
        days := asked_event_day || array_remove(days, asked_event_day);
    END IF;
    FOR i IN 1 .. cardinality(days) BY 8 LOOP
        RETURN QUERY
        WITH hit AS (
            SELECT 'EVENT_ID' AS kind, 0 AS place, event AS row FROM event
            WHERE event_day = asked_event_day AND project = asked_project AND event_id = asked_event_id
            UNION ALL
            SELECT 'REQUEST_ID', 1, event FROM event
            WHERE hashtextextended(request_id, 0) = id_hash AND request_id = asked_id AND project = asked_project
                AND event_day IN (days[i], days[i + 1], days[i + 2], days[i + 3], days[i + 4], days[i + 5], days[i + 6], days[i + 7])
            UNION ALL
            SELECT 'PROVIDER_REQUEST_ID', 2, event FROM event
            WHERE hashtextextended(provider_request_id, 0) = id_hash AND provider_request_id = asked_id AND project = asked_project
                AND event_day IN (days[i], days[i + 1], days[i + 2], days[i + 3], days[i + 4], days[i + 5], days[i + 6], days[i + 7])
            UNION ALL
            SELECT 'TASK_ID', 3, event FROM event
            WHERE hashtextextended(task_id, 0) = id_hash AND task_id = asked_id AND project = asked_project
                AND event_day IN (days[i], days[i + 1], days[i + 2], days[i + 3], days[i + 4], days[i + 5], days[i + 6], days[i + 7])
            UNION ALL
            SELECT 'TRACE_ID', 4, event FROM event
            WHERE hashtextextended(trace_id, 0) IN (id_hash, trace_hash) AND trace_id IN (asked_id, asked_trace_id)
                AND project = asked_project
                AND event_day IN (days[i], days[i + 1], days[i + 2], days[i + 3], days[i + 4], days[i + 5], days[i + 6], days[i + 7])
            UNION ALL
            SELECT 'CALL_ID', 5, event FROM event
            WHERE hashtextextended(call_id, 0) = id_hash AND call_id = asked_id AND project = asked_project
                AND event_day IN (days[i], days[i + 1], days[i + 2], days[i + 3], days[i + 4], days[i + 5], days[i + 6], days[i + 7])
        )
        SELECT kind, row FROM (
            SELECT DISTINCT ON ((row).event_id) kind, row FROM hit ORDER BY (row).event_id, place) AS once
        ORDER BY (row).time DESC, (row).event_id DESC
        LIMIT at_most;
        asked_event_id := NULL;
    END LOOP;
END
$$;
