-- From when on a table has all of its rows: what is older has been deleted by age, or is about to be. Written in the
-- transactions that delete, so that nobody takes what is gone for what never was.
CREATE TABLE kept_since (
    table_name text        PRIMARY KEY,
    since      timestamptz NOT NULL
);
