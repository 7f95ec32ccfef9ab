package dev.errata.gateway;

import dev.errata.contract.Reason;

/**
 * Counters of one gateway, per kind of record ({@code events}, {@code traffic}, {@code outcomes}). At rest, for each
 * kind: {@code received = accepted + rejected + failed}. The records of a request that is refused before they are
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
     * One request that was answered with an error.
     *
     * @param code the answer's {@code error.code}
     */
    void refused(String kind, String code);
}
