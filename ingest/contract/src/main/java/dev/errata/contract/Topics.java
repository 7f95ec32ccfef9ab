package dev.errata.contract;

/** Names in Kafka and HTTP that senders and Errata share. */
public final class Topics {
    /** {@link ErrorEvent}s. LogAppendTime. */
    public static final String EVENTS = "errata.events";

    /** {@link TrafficRecord}s. LogAppendTime. */
    public static final String TRAFFIC = "errata.traffic";

    /** {@link CallOutcome}s. LogAppendTime. */
    public static final String OUTCOMES = "errata.outcomes";

    /** Rates, written by the topology: whole values, never deltas. */
    public static final String RATES = "errata.rates";

    /** Incidents, written by the topology: whole values, a later revision replaces. */
    public static final String INCIDENTS = "errata.incidents";

    /**
     * Kafka header of a record that may be in the log already: set only where an earlier send has an unknown outcome.
     */
    public static final String RESEND_HEADER = "errata-resend";

    /** HTTP header, {@code 1} or {@code true}: the whole batch is a resend in the sense of {@link #RESEND_HEADER}. */
    public static final String HTTP_RESEND_HEADER = "Errata-Resend";

    /** Kafka header of a tick: a record without content, whose append time tells how far its partition has come. */
    public static final String TICK_HEADER = "errata-tick";

    private Topics() {}
}
