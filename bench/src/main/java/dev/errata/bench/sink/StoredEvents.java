package dev.errata.bench.sink;

import dev.errata.contract.Reason;
import dev.errata.store.sink.SinkMetrics;
import dev.errata.store.sink.Written;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.apache.kafka.common.TopicPartition;

/** Is told how many events each transaction has stored, and nothing else. */
public record StoredEvents(IntConsumer stored) implements SinkMetrics {
    @Override
    public void committed(Written written, Duration took) {
        stored.accept(written.stored());
    }

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
}
