-- Which error an event is: eight bytes of a hash over status, code, type and the message without what varies. Null in rows
-- that are older than this column; readers derive it. It groups events, and counts a group over time.
ALTER TABLE event ADD COLUMN fingerprint bigint;
CREATE INDEX event_by_fingerprint ON event (project, fingerprint, time) WHERE fingerprint IS NOT NULL;

-- For a model name that nobody knows: which ones does this project call with success? The primary keys begin with the
-- window, and a week has sixty thousand.
CREATE INDEX series_by_model ON series (project, model);
CREATE INDEX traffic_10s_by_series ON traffic_10s (series_id, window_start);
