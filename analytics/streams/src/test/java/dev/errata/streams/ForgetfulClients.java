package dev.errata.streams;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.errata.contract.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/**
 * Real clients, of which one forgets the events of a fetch, and how far it went it does not forget: what a task that
 * starts anew within its thread may do.
 */
final class ForgetfulClients extends StreamClients {
    private final AtomicBoolean forgetsNext = new AtomicBoolean();
    private final AtomicReference<@Nullable Thread> forgot = new AtomicReference<>();

    ForgetfulClients(TopologySettings settings) {
        super(settings, Flushing.BEFORE_COMMIT);
    }

    /** Lets the next fetch that has events be forgotten. */
    void forgetNext() {
        forgetsNext.set(true);
    }

    /** The thread that has forgotten one. */
    Optional<Thread> forgot() {
        return Optional.ofNullable(forgot.get());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new WatchedConsumer(config, this) {
            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                var records = super.poll(timeout);
                if (records.records(Topics.EVENTS).iterator().hasNext() && forgetsNext.compareAndSet(true, false)) {
                    forgot.set(Thread.currentThread());
                    return withoutEvents(records);
                }
                return records;
            }
        };
    }

    private static ConsumerRecords<byte[], byte[]> withoutEvents(ConsumerRecords<byte[], byte[]> records) {
        var others = records.partitions().stream()
                .filter(partition -> !partition.topic().equals(Topics.EVENTS))
                .collect(toMap(identity(), records::records));
        return new ConsumerRecords<>(others, records.nextOffsets());
    }
}
