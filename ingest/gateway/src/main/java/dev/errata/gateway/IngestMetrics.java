package dev.errata.gateway;

import dev.errata.contract.Reason;

/**
 * Counters of one gateway, per kind of record ({@code events}, {@code errors}, {@code traffic}, {@code outcomes}; of
 * OpenTelemetry {@code logs} and {@code traces}, where a record is a log record or a span). At rest, for each kind:
 * {@code received = accepted + rejected + failed + ignored}. The records of a request that is refused before they are
 * counted (too large, no room, not JSON) appear in {@code refused} only, as one request. Safe from any thread.
 */
public interface IngestMetrics {
    /** Counts nothing. */
    IngestMetrics NOOP = new IngestMetrics() {
        @Override
        public void received(String kind, int records) {}

        @Override
        public void accepted(String kind, int records) {}

        @Override
        public void rejected(String kind, Reason reason) {}

        @Override
        public void failed(String kind, int records) {}

        @Override
        public void ignored(String kind, String reason, int records) {}

        @Override
        public void refused(String kind, String code) {}
    };

    /** Records that were told apart in a body. */
    void received(String kind, int records);

    /** Records that Kafka acknowledged and the sender was told so. */
    void accepted(String kind, int records);

    /** One record that will never be stored. */
    void rejected(String kind, Reason reason);

    /** Good records that were not all acknowledged: the sender was told to send them again. */
    void failed(String kind, int records);

    /**
     * Good records of which Errata keeps nothing, since they are about something else.
     *
     * @param reason one of a few words
     */
    void ignored(String kind, String reason, int records);

    /**
     * One request that was answered with an error.
     *
     * @param code the answer's {@code error.code}
     */
    void refused(String kind, String code);
}
