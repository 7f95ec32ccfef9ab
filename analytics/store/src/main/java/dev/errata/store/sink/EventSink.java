package dev.errata.store.sink;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Reason;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import dev.errata.store.EventPartitions;
import dev.errata.store.deadletter.Sender;
import dev.errata.store.sink.DeadLetters.Letter;
import dev.errata.store.sink.EventBatch.Suspicion;
import dev.errata.store.sink.EventRows.Row;
import dev.errata.store.sink.JudgedRows.Judged;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Stores every event once, and books what the topology's counts and the stored rows differ by. What the verdict refuses
 * becomes a dead letter; it alone writes those of events. The verdict has masked secrets in what rates are told apart
 * by; those in all other texts are masked here, since not every producer has done it.
 *
 * <p>New events go in by {@code COPY}, the plain ones straight from their bytes. Those marked as resends go in one by one
 * as far as they are missing, and so do others that turn out to be there already; then all are copied once more without
 * them. Used by one thread: each worker has its own.
 */
public final class EventSink implements Sink {
    /** So many are objects at the same time. */
    private static final int CAREFUL_ROWS = 5_000;

    private final RawTopics topics;
    private final Corrections corrections;
    private final EventReader reader;
    private final BodySampling bodies;
    private final CallMetrics metrics;
    private final ErrorTally tally = new ErrorTally();
    private final Duplicates duplicates = new Duplicates();

    /**
     * Judges as the topology does.
     *
     * @param rules the topology's own
     * @param topics whose records stand where, as the topology sees it
     * @param corrections where the differences go
     * @param redactor masks all but what rates are told apart by
     * @param bodies which raw bodies are kept
     * @param metrics is told what is stored
     */
    public EventSink(
            TimeRules rules,
            RawTopics topics,
            Corrections corrections,
            Redactor redactor,
            BodySampling bodies,
            CallMetrics metrics) {
        this.topics = topics;
        this.corrections = corrections;
        this.bodies = bodies;
        this.metrics = metrics;
        this.reader = new EventReader(rules, topics, redactor, bodies, tally);
    }

    @Override
    public String name() {
        return "event-sink";
    }

    @Override
    public List<String> topics() {
        return topics.events();
    }

    @Override
    public Sender senderOf(ConsumerRecord<byte[], byte[]> unreadable) {
        return Senders.of(unreadable, topics);
    }

    @Override
    public Written write(Connection connection, List<ConsumerRecord<byte[], byte[]>> records, Refusals refusals)
            throws SQLException {
        try {
            var written = written(connection, records, refusals);
            refusals.onceIn(() -> tally.tell(metrics));
            return written;
        } catch (SQLException e) {
            bodies.forget();
            throw e;
        }
    }

    /** The quickest way first. */
    private Written written(Connection connection, List<ConsumerRecord<byte[], byte[]>> records, Refusals refusals)
            throws SQLException {
        tally.clear();
        var suspects = duplicates.areLikely() ? duplicatesIn(connection, records) : Suspicion.NONE;
        var written = copy(connection, records, suspects, refusals);
        if (written.isPresent()) {
            return written.get();
        }
        forgetAttempt();
        written = copy(connection, records, duplicatesIn(connection, records), null);
        return written.isPresent() ? written.get() : insertMissing(connection, records);
    }

    /** As far as it takes no time to tell. Resends are suspects anyway. */
    private Suspicion duplicatesIn(Connection connection, List<ConsumerRecord<byte[], byte[]>> records)
            throws SQLException {
        var events = records.stream()
                .filter(record -> !RawRecords.isTick(record) && !RawRecords.isResend(record))
                .flatMap(record -> reader.identity(record).stream())
                .toList();
        return Suspicion.of(duplicates.among(connection, events));
    }

    /** All as suspects: a duplicate that cannot be told at a glance, or that somebody else has just stored. */
    private Written insertMissing(Connection connection, List<ConsumerRecord<byte[], byte[]>> records)
            throws SQLException {
        forgetAttempt();
        var written = Written.NOTHING;
        for (int from = 0; from < records.size(); from += CAREFUL_ROWS) {
            var some = records.subList(from, Math.min(from + CAREFUL_ROWS, records.size()));
            written = written.plus(copy(connection, some, Suspicion.ALL, null).orElseThrow());
        }
        return written;
    }

    private void forgetAttempt() {
        bodies.forget();
        tally.clear();
    }

    /**
     * Copies what is new, and of the suspects inserts what is missing. Empty, and nothing is written, where a row is there
     * that was none of them.
     *
     * @param refusals null where they have been told
     */
    private Optional<Written> copy(
            Connection connection,
            List<ConsumerRecord<byte[], byte[]>> records,
            Suspicion suspicion,
            @Nullable Refusals refusals)
            throws SQLException {
        try (var copy = new EventCopy(connection)) {
            var batch = new EventBatch(copy.rows(), suspicion);
            for (var record : records) {
                reader.read(record, refusals, batch);
                copy.rowWritten();
            }
            return batch.fresh() == 0 || copy.end() ? Optional.of(finish(connection, batch)) : Optional.empty();
        }
    }

    private Written finish(Connection connection, EventBatch batch) throws SQLException {
        var ledger = new Corrections.Ledger();
        batch.uncounted().forEach(judged -> ledger.book(judged.rateRow(), true, false));
        var missing = new MissingRows(connection, ledger, tally::count);
        var inserted = batch.fresh() + missing.insert(batch.suspects());
        corrections.add(connection, ledger.deltas());
        return new Written(inserted, batch.events() - inserted, batch.refused(), batch.withoutBody());
    }

    @Override
    public void writePlain(Connection connection, ConsumerRecord<byte[], byte[]> like) throws SQLException {
        var event = eventOf(reader.verdict(like));
        if (event != null && !isDropped(connection, event)) {
            var appended = RawRecords.appended(like);
            var plain = new Row(PlainRecords.event(event.eventId(), appended), appended, appended, 0, false);
            var ledger = new Corrections.Ledger();
            new MissingRows(connection, ledger, _ -> {}).insert(List.of(new Judged(plain, false)));
            corrections.add(connection, ledger.deltas());
        }
    }

    @Override
    public Written refuse(
            Connection connection, ConsumerRecord<byte[], byte[]> poison, SQLException why, Refusals refusals)
            throws SQLException {
        var verdict = reader.verdict(poison);
        var ledger = new Corrections.Ledger();
        var judged = reader.judged(poison, verdict);
        if (judged != null && judged.counted()) {
            ledger.book(judged.rateRow(), false, true);
        }
        corrections.add(connection, ledger.deltas());
        var event = eventOf(verdict);
        var letter = event != null && isDropped(connection, event)
                ? new Letter(
                        Reason.TOO_OLD, "event_id", "the day of its id was dropped meanwhile", reader.redacted(event))
                : Letter.unstorable(why, reader.redacted(event));
        refusals.refused(poison, reader.sender(poison, event), letter);
        return new Written(0, 0, 1);
    }

    /** So far behind the log that the day, kept when the event was appended, is kept no more. */
    private static boolean isDropped(Connection connection, ErrorEvent event) throws SQLException {
        return EventPartitions.isDropped(connection, EventIds.day(event.eventId()));
    }

    private static @Nullable ErrorEvent eventOf(Verdict<ErrorEvent> verdict) {
        return switch (verdict) {
            case Verdict.Counted(var event, var time) -> event;
            case Verdict.Uncounted(var event, var time) -> event;
            case Verdict.Refused(var reason, var field, var detail, var event) -> event;
        };
    }
}
