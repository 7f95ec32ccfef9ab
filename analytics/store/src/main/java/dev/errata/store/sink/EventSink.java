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
import dev.errata.store.sink.EventRows.Row;
import dev.errata.store.sink.JudgedRows.Judged;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Stores every event once, and books what the topology's counts and the stored rows differ by. What the verdict refuses
 * becomes a dead letter; it alone writes those of events. The verdict has masked secrets in what rates are told apart
 * by; those in all other texts are masked here, since not every producer has done it.
 *
 * <p>New events go in by {@code COPY}, the plain ones straight from their bytes. Those marked as resends, and the whole
 * batch where one of the others is there already, go in one by one as far as they are missing. Used by one thread: each
 * worker has its own.
 */
public final class EventSink implements Sink {
    /** So many are objects at the same time. */
    private static final int CAREFUL_ROWS = 5_000;

    private final TimeRules rules;
    private final RawTopics topics;
    private final Corrections corrections;
    private final JudgedRows rows;
    private final ScannedRow scanned;
    private final BodySampling bodies;
    private final CallMetrics metrics;
    private final ErrorTally tally = new ErrorTally();

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
        this.rules = rules;
        this.topics = topics;
        this.corrections = corrections;
        this.bodies = bodies;
        this.metrics = metrics;
        this.rows = new JudgedRows(redactor, bodies);
        this.scanned = new ScannedRow(rules, redactor, bodies);
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
        tally.clear();
        try (var copy = new EventCopy(connection)) {
            var batch = new EventBatch(copy.rows());
            for (var record : records) {
                if (!RawRecords.isTick(record) && !isPlain(record, refusals, batch)) {
                    judge(record, refusals, batch);
                }
                copy.rowWritten();
            }
            var written = store(connection, records, batch, batch.fresh() == 0 || copy.end());
            refusals.onceIn(() -> tally.tell(metrics));
            return written;
        } catch (SQLException e) {
            bodies.forget();
            throw e;
        }
    }

    /** Whether nothing about it is unusual; then its row is written. */
    private boolean isPlain(ConsumerRecord<byte[], byte[]> record, Refusals refusals, EventBatch batch) {
        var plain = refusals.isIdle()
                && !batch.hasSuspects()
                && !record.headers().iterator().hasNext()
                && scanned.append(record, topics.projectOf(record.topic()), batch.copy());
        if (plain) {
            batch.addScanned(scanned.bodyLeftOut());
            scanned.countIn(tally, topics.projectOf(record.topic()));
        }
        return plain;
    }

    private void judge(ConsumerRecord<byte[], byte[]> record, Refusals refusals, EventBatch batch) {
        var verdict = verdict(record);
        if (verdict instanceof Verdict.Refused(var reason, var field, var detail, var event)) {
            refusals.refused(record, sender(record, event), new Letter(reason, field, detail, rows.redacted(event)));
            batch.addRefused();
        }
        var judged = rows.of(record, verdict);
        if (judged != null) {
            var event = judged.row().event();
            if (batch.add(judged, RawRecords.isResend(record))) {
                tally.count(event);
            }
            refusals.kept(record, event.caller());
        }
    }

    /** @param isCopied whether the new ones are in */
    private Written store(
            Connection connection, List<ConsumerRecord<byte[], byte[]>> records, EventBatch batch, boolean isCopied)
            throws SQLException {
        var ledger = new Corrections.Ledger();
        var missing = new MissingRows(connection, ledger, tally::count);
        int inserted;
        if (isCopied) {
            batch.uncounted().forEach(judged -> ledger.book(judged.rateRow(), true, false));
            inserted = batch.fresh() + missing.insert(batch.suspects());
        } else {
            inserted = insertMissing(records, missing);
        }
        corrections.add(connection, ledger.deltas());
        return new Written(inserted, batch.events() - inserted, batch.refused(), batch.withoutBody());
    }

    /** All records of the batch once more, as rows of which some are there. */
    private int insertMissing(List<ConsumerRecord<byte[], byte[]>> records, MissingRows missing) throws SQLException {
        bodies.forget();
        tally.clear();
        var inserted = 0;
        var waiting = new ArrayList<Judged>();
        for (var record : records) {
            var judged = RawRecords.isTick(record) ? null : rows.of(record, verdict(record));
            if (judged != null) {
                waiting.add(judged);
            }
            if (waiting.size() == CAREFUL_ROWS) {
                inserted += missing.insert(waiting);
                waiting.clear();
            }
        }
        return inserted + missing.insert(waiting);
    }

    @Override
    public void writePlain(Connection connection, ConsumerRecord<byte[], byte[]> like) throws SQLException {
        var event = eventOf(verdict(like));
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
        var verdict = verdict(poison);
        var ledger = new Corrections.Ledger();
        var judged = rows.of(poison, verdict);
        if (judged != null && judged.counted()) {
            ledger.book(judged.rateRow(), false, true);
        }
        corrections.add(connection, ledger.deltas());
        var event = eventOf(verdict);
        var letter = event != null && isDropped(connection, event)
                ? new Letter(
                        Reason.TOO_OLD, "event_id", "the day of its id was dropped meanwhile", rows.redacted(event))
                : Letter.unstorable(why, rows.redacted(event));
        refusals.refused(poison, sender(poison, event), letter);
        return new Written(0, 0, 1);
    }

    /** So far behind the log that the day, kept when the event was appended, is kept no more. */
    private static boolean isDropped(Connection connection, ErrorEvent event) throws SQLException {
        return EventPartitions.isDropped(connection, EventIds.day(event.eventId()));
    }

    private Verdict<ErrorEvent> verdict(ConsumerRecord<byte[], byte[]> record) {
        return Verdict.ofEvent(RawRecords.raw(record, topics), rules);
    }

    private Sender sender(ConsumerRecord<byte[], byte[]> record, @Nullable ErrorEvent event) {
        return event == null ? senderOf(record) : Senders.of(event.caller());
    }

    private static @Nullable ErrorEvent eventOf(Verdict<ErrorEvent> verdict) {
        return switch (verdict) {
            case Verdict.Counted(var event, var time) -> event;
            case Verdict.Uncounted(var event, var time) -> event;
            case Verdict.Refused(var reason, var field, var detail, var event) -> event;
        };
    }
}
