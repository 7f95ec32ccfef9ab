package dev.errata.store.sink;

import dev.errata.contract.Caller;
import dev.errata.contract.Reason;
import dev.errata.store.deadletter.Sender;
import dev.errata.store.sink.DeadLetters.Letter;
import dev.errata.store.sink.ReplayHeaders.Closed;
import dev.errata.store.sink.ReplayHeaders.Original;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a sink says, in one transaction and in the log's order, which records it refuses and which are good. Refused ones
 * become dead letters in the form that their sender's breaker decides. Nothing is written before {@link #flush}: while the
 * sink says it, its connection may be busy with a {@code COPY}. What waits is not much, since a breaker opens soon.
 */
public final class Refusals {
    private final Connection connection;
    private final Breakers.Draft breakers;
    private final List<Step> steps = new ArrayList<>();
    private final List<Closing> closings = new ArrayList<>();
    private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    private final List<Runnable> followers = new ArrayList<>();

    /** A replayed record and the dead letter that it closes. */
    private record Closing(ConsumerRecord<byte[], byte[]> record, Closed letter) {}

    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }

    Refusals(Connection connection, Breakers.Draft breakers) {
        this.connection = connection;
        this.breakers = breakers;
    }

    /** Whether nobody has a breaker, so that good records without a replay's headers need not be told. */
    boolean isIdle() {
        return breakers.isIdle();
    }

    /** The record cannot be stored. One that was replayed falls back on its dead letter, and trips nothing. */
    void refused(ConsumerRecord<byte[], byte[]> record, Sender sender, Letter letter) {
        reasons.merge(letter.reason(), 1, Integer::sum);
        ReplayHeaders.original(record)
                .ifPresentOrElse(
                        original -> steps.add(() -> refuseAgain(record, original, sender, letter)),
                        () -> refuse(record, sender, letter));
    }

    private void refuseAgain(ConsumerRecord<byte[], byte[]> record, Original original, Sender sender, Letter letter)
            throws SQLException {
        var isClaimed = !DeadLetters.refuseAgain(connection, record, original, sender, letter);
        if (isClaimed && breakers.refused(record, sender, letter)) {
            DeadLetters.insert(connection, record, sender, letter);
        }
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, Sender sender, Letter letter) {
        if (breakers.refused(record, sender, letter)) {
            steps.add(() -> DeadLetters.insert(connection, record, sender, letter));
        }
    }

    /** The record can be stored, be it new or there already. */
    void kept(ConsumerRecord<byte[], byte[]> record, Caller caller) {
        ReplayHeaders.closes(record).ifPresent(letter -> closings.add(new Closing(record, letter)));
        if (!breakers.isIdle()) {
            breakers.kept(Senders.of(caller));
        }
    }

    /** Writes all that is to be written. */
    void flush(Batch batch) throws SQLException {
        for (var step : steps) {
            step.run();
        }
        if (!breakers.isIdle() && !batch.records().isEmpty()) {
            breakers.reached(RawRecords.appended(batch.records().getLast()));
        }
        for (var span : breakers.grown()) {
            DeadLetters.put(connection, batch.partition(), span);
        }
        for (var closing : closings) {
            DeadLetters.close(connection, closing.record(), closing.letter());
            breakers.closed(closing.letter().first());
        }
    }

    /** To be run when the transaction is in; never, if it does not get there. */
    void onceIn(Runnable follower) {
        followers.add(follower);
    }

    /** How many were refused, by reason. */
    Map<Reason, Integer> reasons() {
        return reasons;
    }

    /** The transaction is in. */
    void keep() {
        breakers.keep();
        followers.forEach(Runnable::run);
    }
}
