package dev.errata.gateway;

import dev.errata.contract.Reason;
import java.util.concurrent.atomic.AtomicLong;

/** {@link IngestMetrics} that a test can read, summed over all kinds and reasons. */
public final class InMemoryIngestMetrics implements IngestMetrics {
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong ignored = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    @Override
    public void received(String kind, int records) {
        received.addAndGet(records);
    }

    @Override
    public void accepted(String kind, int records) {
        accepted.addAndGet(records);
    }

    @Override
    public void rejected(String kind, Reason reason) {
        rejected.incrementAndGet();
    }

    @Override
    public void failed(String kind, int records) {
        failed.addAndGet(records);
    }

    @Override
    public void ignored(String kind, String reason, int records) {
        ignored.addAndGet(records);
    }

    @Override
    public void refused(String kind, String code) {
        refused.incrementAndGet();
    }

    public long received() {
        return received.get();
    }

    public long accepted() {
        return accepted.get();
    }

    public long rejected() {
        return rejected.get();
    }

    public long failed() {
        return failed.get();
    }

    public long ignored() {
        return ignored.get();
    }

    public long refused() {
        return refused.get();
    }

    /** What the interface promises of a gateway at rest. */
    public boolean isBalanced() {
        return received() == accepted() + rejected() + failed() + ignored();
    }
}
