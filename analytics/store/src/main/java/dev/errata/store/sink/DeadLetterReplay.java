package dev.errata.store.sink;

import dev.errata.store.deadletter.DeadLetter;
import dev.errata.store.deadletter.LogUnavailableException;
import dev.errata.store.deadletter.Replayed;
import dev.errata.store.deadletter.Replayed.Result;
import dev.errata.store.query.StoredEvents;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Appends refused records to their topic once more, as resends, where today's rules take them. From there the sink stores
 * each once, whatever is replayed twice or half, and closes the dead letter in the transaction that stores its last
 * record; nothing is written to Postgres here. Safe from any thread.
 */
public final class DeadLetterReplay {
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Log log;
    private final Map<String, Judge> judges;
    private final StoredEvents stored;
    private final InstantSource clock;

    /** Where records are appended. */
    @FunctionalInterface
    public interface Log {
        /**
         * Returns once all of them are acknowledged.
         *
         * @throws LogUnavailableException where one is not
         */
        void append(List<ProducerRecord<byte[], byte[]>> records);
    }

    /**
     * A replay by today's rules.
     *
     * @param consumers each replay reads by one of its own, of {@link SinkConsumers#reader}
     * @param judges the rules of each topic
     * @param clock about the broker's, whose append time the record will have
     */
    public DeadLetterReplay(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Log log,
            Map<String, Judge> judges,
            StoredEvents stored,
            InstantSource clock) {
        this.consumers = consumers;
        this.log = log;
        this.judges = Map.copyOf(judges);
        this.stored = stored;
        this.clock = clock;
    }

    /**
     * Replays one dead letter.
     *
     * @param dryRun only says what would be done
     * @throws LogUnavailableException where Kafka does not answer; a part may have been appended, which does no harm
     * @throws dev.errata.store.query.StoreUnavailableException likewise of Postgres
     */
    public Replayed replay(DeadLetter letter, boolean dryRun) {
        var judge = judges.get(letter.id().topic());
        if (judge == null) {
            return new Replayed(letter.id(), Result.NOT_REPLAYABLE, 0, 0, 0, false, null);
        }
        if (letter.replay() != null && letter.replay().stored()) {
            return new Replayed(letter.id(), Result.REPLAYED, 0, letter.records(), 0, false, null);
        }
        var run = new ReplayRun(letter, record -> judge.of(record, clock.instant()), stored, dryRun ? _ -> {} : log);
        try (var consumer = consumers.get()) {
            var partition = new TopicPartition(letter.id().topic(), letter.id().partition());
            new RawTopic(consumer)
                    .read(partition, letter.id().offset(), letter.id().lastOffset(), run::beginsAt, run::take);
            return run.end();
        } catch (KafkaException e) {
            throw new LogUnavailableException(e);
        }
    }
}
