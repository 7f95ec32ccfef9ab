package dev.errata.emitter.internal.transport;

import dev.errata.emitter.internal.Answer;
import dev.errata.emitter.internal.Fate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what becomes of the records of one parcel. Records are handed over one by one by one thread; acknowledgements
 * come from that thread or another.
 */
final class Acknowledgements {
    /** Refusals by the broker: the record is in no log. */
    private static final Set<Class<? extends Exception>> NEVER_WRITTEN =
            Set.of(AuthorizationException.class, InvalidTopicException.class, UnknownTopicOrPartitionException.class);

    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final @Nullable Fate[] fates;
    private int open;

    /** Matters to this thread alone; what another may see of it makes no difference. */
    private @Nullable Thread handingOver;

    private volatile boolean hopeless;
    private @Nullable String trouble;

    Acknowledgements(int records) {
        fates = new Fate[records];
        open = records;
    }

    CompletableFuture<Answer> answer() {
        return answer;
    }

    /** Whether Kafka's client has refused a record, as it would any other now. */
    boolean isHopeless() {
        return hopeless;
    }

    /** The callback for the record that is handed over next. */
    Callback expect(int index) {
        handingOver = Thread.currentThread();
        return (metadata, error) -> settle(index, error == null ? Fate.STORED : fate(error), trouble(error));
    }

    /** Kafka's client has returned: from now on it may send the record at any time. */
    void handedOver() {
        handingOver = null;
    }

    /** The records from this one on were not handed over. */
    void refuseRest(int from, String why) {
        for (int index = from; index < fates.length; index++) {
            settle(index, Fate.NOT_STORED, why);
        }
    }

    private Fate fate(Exception error) {
        if (error instanceof RecordTooLargeException) {
            return Fate.REJECTED;
        }
        if (Thread.currentThread().equals(handingOver)) {
            // Kafka's client calls back before it returns only where it has not taken the record.
            hopeless = true;
            return Fate.NOT_STORED;
        }
        return NEVER_WRITTEN.stream().anyMatch(type -> type.isInstance(error)) ? Fate.NOT_STORED : Fate.UNKNOWN;
    }

    private static @Nullable String trouble(@Nullable Exception error) {
        return error == null ? null : "Kafka: " + error.getClass().getSimpleName();
    }

    private void settle(int index, Fate fate, @Nullable String why) {
        synchronized (this) {
            if (fates[index] != null) {
                return;
            }
            fates[index] = fate;
            trouble = why == null ? trouble : why;
            if (--open > 0) {
                return;
            }
        }
        answer.complete(new Answer(List.copyOf(Arrays.asList(fates)), null, trouble));
    }
}
