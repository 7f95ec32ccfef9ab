-- How far each sink has read, in the same database as what it wrote. Rows move by compare-and-set only.
CREATE TABLE sink_offset (
    sink        text    NOT NULL,
    topic       text    NOT NULL,
    partition   integer NOT NULL,
    topic_id    uuid    NOT NULL, -- a topic that was deleted and made anew has another one: its offsets mean nothing here
    next_offset bigint  NOT NULL,
    PRIMARY KEY (sink, topic, partition)
);
