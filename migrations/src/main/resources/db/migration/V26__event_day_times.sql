-- Of which times the events of a sealed day are, so that a list of some time, or its first page, reads few partitions: the day is
-- that of the id, and the time may be another. Days that were sealed before do without, and are read for any time.
ALTER TABLE event_day
    ADD COLUMN first_time timestamptz, -- of a sealed day's events; infinity where it has none
    ADD COLUMN last_time  timestamptz; -- -infinity where it has none
