package dev.errata.store.sink;

import dev.errata.contract.Reason;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/**
 * Counters of one sink, moved after its transaction is in. At rest and over all its instances {@code read = stored +
 * duplicates + deadLettered}, where {@code read} is what was appended to the topic, ticks aside. One exception: a
 * transaction that went in while its answer was lost counts as fenced only. Called by the workers' threads.
 */
public interface SinkMetrics {
    /** Counts nothing. */
    SinkMetrics NOOP = new SinkMetrics() {
        @Override
        public void committed(Written written, Duration took) {}

        @Override
        public void deadLettered(Reason reason, int records) {}

        @Override
        public void fenced() {}

        @Override
        public void retried() {}

        @Override
        public void lag(TopicPartition partition, long records) {}

        @Override
        public void reached(TopicPartition partition, long appendedMillis) {}

        @Override
        public void openBreakers(int partition, int open) {}
    };

    /** A transaction went in. */
    void committed(Written written, Duration took);

    /** So many of a transaction's records were refused for that reason. */
    void deadLettered(Reason reason, int records);

    /** Another instance had moved the offset: this one's batch was rolled back. */
    void fenced();

    /** Postgres or Kafka was away or busy; the same is tried again. */
    void retried();

    /** So many offsets of the partition wait to be stored by this instance, as far as the last fetch told; 0 of others'. */
    void lag(TopicPartition partition, long records);

    /** All that was appended to the partition up to that time is stored, in milliseconds since 1970. */
    void reached(TopicPartition partition, long appendedMillis);

    /** So many senders have their breaker open on that partition of this instance. */
    void openBreakers(int partition, int open);
}
