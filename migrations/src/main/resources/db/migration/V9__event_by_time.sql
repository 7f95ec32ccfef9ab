-- To count the events of some windows once more without reading all days: an event's time may lie days away from the day in
-- its id. A few bytes for a hundred pages, and next to nothing for who writes.
CREATE INDEX event_by_time ON event USING brin (time) WITH (autosummarize = on);
