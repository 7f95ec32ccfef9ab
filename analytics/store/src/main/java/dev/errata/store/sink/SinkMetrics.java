package dev.errata.store.sink;

import java.time.Duration;

/**
 * Counters of one sink, moved after its transaction is in. At rest and over all its instances {@code read = stored +
 * duplicates + deadLettered}, where {@code read} is what was appended to the topic, ticks aside. Called by the worker's
 * thread.
 */
public interface SinkMetrics {
    /** Counts nothing. */
    SinkMetrics NOOP = new SinkMetrics() {
        @Override
        public void committed(Written written, Duration took) {}

        @Override
        public void fenced() {}

        @Override
        public void retried() {}
    };

    /** A transaction went in. */
    void committed(Written written, Duration took);

    /** Another instance had moved the offset: this one's batch was rolled back. */
    void fenced();

    /** Postgres was away or busy; the same batch is tried again. */
    void retried();
}
