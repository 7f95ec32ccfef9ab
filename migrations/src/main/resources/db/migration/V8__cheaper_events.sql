-- What an event costs to store is its indexes: each entry of a random id costs more than the row itself.
--
-- An event is looked up by its id through the primary key, whose day is in the id; nobody needs the id alone.
DROP INDEX event_by_event_id;

-- The project and the fingerprint as eight bytes, whatever the project's name is; the query compares the project, too.
DROP INDEX event_by_fingerprint;
CREATE INDEX event_by_fingerprint ON event (hashtextextended(project, fingerprint), time) WHERE fingerprint IS NOT NULL;

-- The counts need no bodies, so not all are kept. True where the event had one.
ALTER TABLE event ADD COLUMN body_left_out boolean;
