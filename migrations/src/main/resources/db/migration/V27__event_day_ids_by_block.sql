-- A search by id reads one block of all days, whose rows lie thirty pages apart: an index that has the tags as well has them side
-- by side. An entry of an index is at most 2,700 bytes, so a row has at most a thousand tags, and a large day more than one row
-- a block.
ALTER TABLE event_day_ids DROP CONSTRAINT event_day_ids_pkey;
WITH large AS (DELETE FROM event_day_ids WHERE cardinality(tags) > 1000 RETURNING *)
INSERT INTO event_day_ids (block, day, tags)
SELECT block, day, tags[first:first + 999] FROM large CROSS JOIN LATERAL generate_series(1, cardinality(tags), 1000) AS first;
CREATE INDEX event_day_ids_by_block ON event_day_ids (block, day) INCLUDE (tags);

-- Rows come once a day, when a day is sealed. Until they are known to be visible to all, the index is not enough.
ALTER TABLE event_day_ids SET (autovacuum_vacuum_insert_scale_factor = 0);
