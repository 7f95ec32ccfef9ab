-- An incident is kept longer than events. A day after its end, the failed calls that show it are written down with it: their ids and what
-- they were, but not what was answered, which goes with the events.
ALTER TABLE incident ADD COLUMN exhibits text; -- a JSON array; null: not written down yet

-- What this said before was not so.
COMMENT ON COLUMN reporting.incident.observed IS 'Failures in the window that stood out most when it opened';
