package dev.errata.store.retention;

import java.util.Locale;

/** A table whose rows are deleted by age. */
enum AgedTable {
    RATE_10S("window_start"),
    TRAFFIC_10S("window_start"),
    RATE_1M("window_start"),
    TRAFFIC_1M("window_start"),
    RATE_1H("window_start"),
    TRAFFIC_1H("window_start"),
    COVERAGE_1M("minute"),
    CALL_OUTCOME("time"),
    /** One row may stand for many records, of which the last one counts. */
    DEAD_LETTER("received_at", "last_received_at", "true"),
    /** What has not been told yet is kept. Updates and messages go with it. */
    INCIDENT("ended_at", "ended_at", """
            state = 'resolved' AND NOT EXISTS (
                SELECT FROM outbox WHERE outbox.incident_id = incident.incident_id AND done_at IS NULL)""");

    private final String time;
    private final String last;
    private final String condition;

    AgedTable(String time) {
        this(time, time, "true");
    }

    /**
     * @param time by which the rows are gone through
     * @param last by which a row is old; never before {@code time}
     * @param condition what else has to hold
     */
    AgedTable(String time, String last, String condition) {
        this.time = time;
        this.last = last;
        this.condition = condition;
    }

    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The statement for this table: {@code $table}, {@code $time}, and {@code $old} with the cut as its parameter. */
    String in(String sql) {
        return sql.replace("$old", "$last < ? AND " + condition)
                .replace("$table", table())
                .replace("$time", time)
                .replace("$last", last);
    }
}
