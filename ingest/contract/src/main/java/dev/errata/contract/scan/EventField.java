package dev.errata.contract.scan;

/** The fields of an {@link dev.errata.contract.ErrorEvent} as its JSON names them, in the order in which it has them. */
public enum EventField {
    EVENT_ID(Kind.EVENT_ID),
    TIME(Kind.TIME),
    PROJECT(Kind.LABEL),
    APP(Kind.LABEL),
    APP_VERSION(Kind.LABEL),
    ENV(Kind.LABEL),
    REGION(Kind.LABEL),
    PROVIDER(Kind.LABEL),
    MODEL(Kind.LABEL),
    OPERATION(Kind.LABEL),
    STREAMING(Kind.FLAG, 0, 1),
    KEY_ID(Kind.LABEL),
    STATUS(100, 999),
    CODE(Kind.LABEL),
    TYPE(Kind.LABEL),
    MESSAGE(Kind.TEXT),
    PARAM(Kind.LABEL),
    REQUEST_ID(Kind.ID),
    PROVIDER_REQUEST_ID(Kind.ID),
    TASK_ID(Kind.ID),
    TRACE_ID(Kind.ID),
    CALL_ID(Kind.ID),
    ATTEMPT(1, 1_000_000),
    LATENCY_MS(0, Long.MAX_VALUE),
    TIMEOUT_MS(0, Long.MAX_VALUE),
    RETRY_AFTER_MS(0, Long.MAX_VALUE),
    LIMIT_KIND(Kind.LABEL),
    RAW_BODY(Kind.TEXT),
    ATTRIBUTES(Kind.ATTRIBUTES),
    ALTERED(Kind.NAMES);

    /** What may stand there. */
    enum Kind {
        EVENT_ID,
        TIME,
        LABEL,
        ID,
        TEXT,
        NUMBER,
        FLAG,
        ATTRIBUTES,
        NAMES
    }

    private final Kind kind;
    private final long min;
    private final long max;

    EventField(Kind kind) {
        this(kind, 0, 0);
    }

    EventField(long min, long max) {
        this(Kind.NUMBER, min, max);
    }

    EventField(Kind kind, long min, long max) {
        this.kind = kind;
        this.min = min;
        this.max = max;
    }

    Kind kind() {
        return kind;
    }

    boolean allows(long number) {
        return number >= min && number <= max;
    }
}
