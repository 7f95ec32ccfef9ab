-- Events go with the day in their id, rates with the window that they were counted in, and the two may be weeks apart: an event whose
-- time is too old to be believed counts when it comes, whatever day its id is of. Who drops a day's partition writes down here what of
-- it belongs to windows that stay, in the same transaction, so that nobody takes what is gone for what never was. A series and a window
-- may have more than one row; those of windows that are no longer kept go with the next day.
CREATE TABLE event_dropped (
    window_start timestamptz NOT NULL,
    project      text        NOT NULL,
    env          text        NOT NULL,
    region       text        NOT NULL,
    app          text        NOT NULL,
    provider     text        NOT NULL,
    model        text        NOT NULL,
    status       text        NOT NULL,
    code         text        NOT NULL,
    type         text        NOT NULL,
    events       bigint      NOT NULL
);
CREATE INDEX event_dropped_by_window ON event_dropped (window_start);
