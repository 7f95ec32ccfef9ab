package dev.errata.gateway;

import dev.errata.contract.Reason;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * {@link IngestMetrics} as counters: {@code errata.gateway.records.received} by kind; {@code errata.gateway.records} by
 * kind, outcome (accepted, rejected, failed, ignored) and reason; {@code errata.gateway.requests.refused} by kind and code.
 * No tag takes a value from a client.
 */
public final class MicrometerIngestMetrics implements IngestMetrics {
    private static final String RECORDS = "errata.gateway.records";
    private static final String RECEIVED = "errata.gateway.records.received";
    private static final String REFUSED = "errata.gateway.requests.refused";
    private static final String NO_REASON = "none";

    private final MeterRegistry registry;

    public MicrometerIngestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void received(String kind, int records) {
        registry.counter(RECEIVED, "kind", kind).increment(records);
        // There from the first record on: a rate does not see with which value a counter is born.
        failed(kind, 0);
    }

    @Override
    public void accepted(String kind, int records) {
        count(kind, "accepted", NO_REASON, records);
    }

    @Override
    public void rejected(String kind, Reason reason) {
        count(kind, "rejected", reason.code(), 1);
    }

    @Override
    public void failed(String kind, int records) {
        count(kind, "failed", "not_acknowledged", records);
    }

    @Override
    public void ignored(String kind, String reason, int records) {
        count(kind, "ignored", reason, records);
    }

    @Override
    public void refused(String kind, String code) {
        registry.counter(REFUSED, "kind", kind, "code", code).increment();
    }

    private void count(String kind, String outcome, String reason, int records) {
        registry.counter(RECORDS, "kind", kind, "outcome", outcome, "reason", reason)
                .increment(records);
    }
}
