-- The hours of a day side by side, in one row for each series: a month by the hour is half a million rows, and to add them up takes
-- longer than all the rest of an answer.
--
-- A day is *packed*, in one go, when it is over and all of its windows are closed; a mark says that it is. Whatever changes its rows
-- of an hour afterwards, sinks, retention, a repair or an operator, takes the mark away in the same transaction. Days without a mark
-- are read by the hour, as before, and packed anew later. So the writer pays next to nothing, and every sum is exact at any time.
CREATE TABLE rate_day (
    day_start timestamptz NOT NULL, -- of a UTC day
    series_id uuid        NOT NULL,
    hours     integer     NOT NULL, -- a bit for each hour that has a row, the lowest for the first
    total     bigint      NOT NULL, -- of all hours
    errors    bigint[]    NOT NULL, -- of each of the 24; 0 where there is no row
    PRIMARY KEY (day_start, series_id)
);
CREATE TABLE rate_day_packed (day_start timestamptz PRIMARY KEY);

CREATE FUNCTION unpack_rate_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    CASE TG_OP
    WHEN 'TRUNCATE' THEN
        TRUNCATE rate_day_packed, rate_day;
    WHEN 'INSERT' THEN
        DELETE FROM rate_day_packed WHERE day_start IN (SELECT date_bin('24 hours', window_start, 'epoch') FROM is_now);
    WHEN 'DELETE' THEN
        DELETE FROM rate_day_packed WHERE day_start IN (SELECT date_bin('24 hours', window_start, 'epoch') FROM was);
    ELSE
        DELETE FROM rate_day_packed WHERE day_start IN (
            SELECT date_bin('24 hours', window_start, 'epoch') FROM was
            UNION SELECT date_bin('24 hours', window_start, 'epoch') FROM is_now);
    END CASE;
    RETURN NULL;
END
$$;

CREATE TRIGGER unpack_inserted AFTER INSERT ON rate_1h REFERENCING NEW TABLE AS is_now
    FOR EACH STATEMENT EXECUTE FUNCTION unpack_rate_days();
CREATE TRIGGER unpack_updated AFTER UPDATE ON rate_1h REFERENCING OLD TABLE AS was NEW TABLE AS is_now
    FOR EACH STATEMENT EXECUTE FUNCTION unpack_rate_days();
CREATE TRIGGER unpack_deleted AFTER DELETE ON rate_1h REFERENCING OLD TABLE AS was
    FOR EACH STATEMENT EXECUTE FUNCTION unpack_rate_days();
CREATE TRIGGER unpack_truncated AFTER TRUNCATE ON rate_1h FOR EACH STATEMENT EXECUTE FUNCTION unpack_rate_days();
