package dev.errata.store.sink;

import dev.errata.store.deadletter.DeadLetter;
import dev.errata.store.deadletter.DeadLetter.Why;
import dev.errata.store.deadletter.Replayed;
import dev.errata.store.deadletter.Replayed.Result;
import dev.errata.store.deadletter.Sender;
import dev.errata.store.query.StoredEvents;
import dev.errata.store.query.StoredEvents.Identity;
import dev.errata.store.sink.DeadLetterReplay.Log;
import dev.errata.store.sink.Judge.Opinion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The replay of one dead letter, record by record in the log's order. The last good one is held back until all others are
 * acknowledged: only with it, and only if nothing is left behind, is the dead letter closed.
 */
final class ReplayRun {
    private static final int CHUNK = 500;

    private final DeadLetter letter;
    private final Function<ConsumerRecord<byte[], byte[]>, Opinion> judge;
    private final StoredEvents stored;
    private final Log log;
    private final List<Good> chunk = new ArrayList<>();
    private @Nullable Good held;
    private @Nullable Why why;
    private long appended;
    private long known;
    private long refused;
    private boolean missing;

    ReplayRun(
            DeadLetter letter, Function<ConsumerRecord<byte[], byte[]>, Opinion> judge, StoredEvents stored, Log log) {
        this.letter = letter;
        this.judge = judge;
        this.stored = stored;
        this.log = log;
    }

    /** A record that can be stored now. */
    private record Good(ConsumerRecord<byte[], byte[]> record, Optional<Identity> event) {}

    /** The topic begins there. */
    void beginsAt(long offset) {
        missing = offset > letter.id().offset();
    }

    /** The next record that the topic has between the dead letter's offsets. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        if (!isOfLetter(record)) {
            return;
        }
        var opinion = judge.apply(record);
        if (!isOfSender(opinion.sender())) {
            return;
        }
        if (opinion.refusal().isPresent()) {
            refused++;
            why = why == null ? opinion.refusal().get() : why;
            return;
        }
        if (held != null) {
            chunk.add(held);
        }
        held = new Good(record, opinion.event());
        if (chunk.size() >= CHUNK) {
            append();
        }
    }

    /** Appends what is left, and tells. */
    Replayed end() {
        append();
        var found = appended + known + refused + (held == null ? 0 : 1);
        missing = missing || found == 0;
        if (held != null) {
            last(held);
        }
        return new Replayed(letter.id(), result(), appended, known, refused, missing, why);
    }

    /** A topic that was made anew has other records at these offsets, and later ones. */
    private boolean isOfLetter(ConsumerRecord<byte[], byte[]> record) {
        var at = RawRecords.appended(record);
        return !at.isBefore(letter.receivedAt())
                && !at.isAfter(letter.lastReceivedAt())
                && !RawRecords.isTick(record)
                && ReplayHeaders.original(record).isEmpty();
    }

    private boolean isOfSender(Sender sender) {
        return !letter.id().isRange()
                || letter.sender().equals(Sender.UNKNOWN)
                || letter.sender().equals(sender);
    }

    private void append() {
        var missingOnes = absent(chunk);
        send(missingOnes.stream()
                .map(good -> ReplayHeaders.repeated(good.record()))
                .toList());
        appended += missingOnes.size();
        known += chunk.size() - missingOnes.size();
        chunk.clear();
    }

    private void last(Good good) {
        var isAbsent = !absent(List.of(good)).isEmpty();
        if (refused == 0 && !missing) {
            send(List.of(ReplayHeaders.closing(good.record(), letter.id())));
        } else if (isAbsent) {
            send(List.of(ReplayHeaders.repeated(good.record())));
        }
        appended += isAbsent ? 1 : 0;
        known += isAbsent ? 0 : 1;
    }

    private void send(List<ProducerRecord<byte[], byte[]>> records) {
        if (!records.isEmpty()) {
            log.append(records);
        }
    }

    /** Those that are not stored yet. */
    private List<Good> absent(List<Good> goods) {
        var events = goods.stream().flatMap(good -> good.event().stream()).toList();
        var present = stored.answer(events);
        return goods.stream()
                .filter(good -> good.event().filter(present::contains).isEmpty())
                .toList();
    }

    private Result result() {
        if (appended + known > 0) {
            return refused == 0 && !missing ? Result.REPLAYED : Result.PARTLY;
        }
        return refused > 0 ? Result.REFUSED : Result.EXPIRED;
    }
}
