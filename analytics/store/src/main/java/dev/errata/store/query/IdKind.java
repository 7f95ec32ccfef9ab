package dev.errata.store.query;

import java.util.Locale;

/** Which of an event's ids somebody looked for. Where several are equal, the first of these is said to have matched. */
public enum IdKind {
    EVENT_ID,
    REQUEST_ID,
    PROVIDER_REQUEST_ID,
    TASK_ID,
    TRACE_ID,
    CALL_ID;

    /** Its name in SQL and JSON. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
