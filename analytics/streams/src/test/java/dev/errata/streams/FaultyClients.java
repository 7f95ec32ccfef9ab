package dev.errata.streams;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Real clients, in whose work a fault can be put. */
final class FaultyClients extends StreamClients {
    /** Where it goes wrong. */
    enum Fault {
        /** The offsets are not answered for. */
        OFFSETS_TIME_OUT,
        /** The commit is never sent, and looks as if it might have been. */
        COMMIT_TIMES_OUT,
        /** The commit goes through, and nobody hears of it. */
        ANSWER_TO_COMMIT_IS_LOST,
        /** A partial is too large for the broker. */
        PARTIAL_IS_REFUSED,
        /** Anything at all goes wrong in the middle of a commit. */
        COMMIT_THROWS
    }

    private final AtomicReference<@Nullable Fault> next = new AtomicReference<>();
    private final Queue<Thread> struck = new ConcurrentLinkedQueue<>();

    FaultyClients(TopologySettings settings, Flushing flushing) {
        super(settings, flushing);
    }

    /** Lets the fault happen once, at the next chance. */
    void provoke(Fault fault) {
        next.set(fault);
    }

    /** Of each fault that has happened the thread that it struck. */
    List<Thread> struck() {
        return List.copyOf(struck);
    }

    private boolean happens(Fault fault) {
        var now = next.compareAndSet(fault, null);
        if (now) {
            struck.add(Thread.currentThread());
        }
        return now;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new CommittingProducer(config, this) {
            @Override
            void addOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
                if (happens(Fault.OFFSETS_TIME_OUT)) {
                    throw new TimeoutException("injected");
                }
                super.addOffsets(offsets, group);
            }

            @Override
            void commit() {
                if (happens(Fault.COMMIT_TIMES_OUT)) {
                    throw new TimeoutException("injected");
                }
                if (happens(Fault.COMMIT_THROWS)) {
                    throw new IllegalStateException("injected");
                }
                super.commit();
                if (happens(Fault.ANSWER_TO_COMMIT_IS_LOST)) {
                    throw new TimeoutException("injected");
                }
            }

            @Override
            public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                var isPartial = record.topic().equals(TOPIC);
                return isPartial && happens(Fault.PARTIAL_IS_REFUSED)
                        ? super.send(new ProducerRecord<>(TOPIC, record.partition(), null, new byte[2 << 20]), callback)
                        : super.send(record, callback);
            }
        };
    }
}
