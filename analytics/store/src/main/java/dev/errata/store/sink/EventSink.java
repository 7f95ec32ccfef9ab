package dev.errata.store.sink;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Reason;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import dev.errata.store.EventPartitions;
import dev.errata.store.deadletter.Sender;
import dev.errata.store.sink.Corrections.RateRow;
import dev.errata.store.sink.DeadLetters.Letter;
import dev.errata.store.sink.EventRows.Identity;
import dev.errata.store.sink.EventRows.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Stores every event once, and books what the topology's counts and the stored rows differ by. What the verdict refuses
 * becomes a dead letter; it alone writes those of events. The verdict has masked secrets in what rates are told apart
 * by; those in all other texts are masked here, since not every producer has done it.
 */
public final class EventSink implements Sink {
    private final TimeRules rules;
    private final RawTopics topics;
    private final Corrections corrections;
    private final Redactor redactor;

    /**
     * Judges as the topology does.
     *
     * @param rules the topology's own
     * @param topics whose records stand where, as the topology sees it
     * @param corrections where the differences go
     * @param redactor masks all but what rates are told apart by
     */
    public EventSink(TimeRules rules, RawTopics topics, Corrections corrections, Redactor redactor) {
        this.rules = rules;
        this.topics = topics;
        this.corrections = corrections;
        this.redactor = redactor;
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
        var events = new ArrayList<Judged>();
        var refused = 0;
        for (var record : records) {
            if (RawRecords.isTick(record)) {
                continue;
            }
            switch (Verdict.ofEvent(RawRecords.raw(record, topics), rules)) {
                case Verdict.Counted(var event, var time) -> {
                    events.add(new Judged(row(record, event, time), true));
                    refusals.kept(record, event.caller());
                }
                case Verdict.Uncounted(var event, var time) -> {
                    events.add(new Judged(row(record, event, time), false));
                    refusals.kept(record, event.caller());
                }
                case Verdict.Refused(var reason, var field, var detail, var event) -> {
                    refusals.refused(record, sender(record, event), new Letter(reason, field, detail, redacted(event)));
                    refused++;
                }
            }
        }
        var stored = store(connection, events);
        return new Written(stored, events.size() - stored, refused);
    }

    @Override
    public void writePlain(Connection connection, ConsumerRecord<byte[], byte[]> like) throws SQLException {
        var event = eventOf(Verdict.ofEvent(RawRecords.raw(like, topics), rules));
        if (event != null && !isDropped(connection, event)) {
            var appended = RawRecords.appended(like);
            var plain = PlainRecords.event(event.eventId(), appended);
            store(connection, List.of(new Judged(new Row(plain, appended, appended), false)));
        }
    }

    @Override
    public Written refuse(
            Connection connection, ConsumerRecord<byte[], byte[]> poison, SQLException why, Refusals refusals)
            throws SQLException {
        var verdict = Verdict.ofEvent(RawRecords.raw(poison, topics), rules);
        var ledger = new Corrections.Ledger();
        if (verdict instanceof Verdict.Counted(var event, var time)) {
            ledger.book(rateRow(event, time), false, true);
        }
        corrections.add(connection, ledger.deltas());
        var event = eventOf(verdict);
        var letter = event != null && isDropped(connection, event)
                ? new Letter(Reason.TOO_OLD, "event_id", "the day of its id was dropped meanwhile", redacted(event))
                : Letter.unstorable(why, redacted(event));
        refusals.refused(poison, sender(poison, event), letter);
        return new Written(0, 0, 1);
    }

    /** So far behind the log that the day, kept when the event was appended, is kept no more. */
    private static boolean isDropped(Connection connection, ErrorEvent event) throws SQLException {
        return EventPartitions.isDropped(connection, EventIds.day(event.eventId()));
    }

    private Sender sender(ConsumerRecord<byte[], byte[]> record, @Nullable ErrorEvent event) {
        return event == null ? senderOf(record) : Senders.of(event.caller());
    }

    /** Stores the first of each identity that is not there yet; answers how many these were. */
    private int store(Connection connection, List<Judged> events) throws SQLException {
        var first = new LinkedHashMap<Identity, Row>();
        events.forEach(judged -> first.putIfAbsent(judged.identity(), judged.row()));
        var inserted = EventRows.insert(connection, first.values());
        var unbooked = new HashSet<>(inserted);
        var ledger = new Corrections.Ledger();
        for (var judged : events) {
            var row = rateRow(judged.row().event(), judged.row().time());
            ledger.book(row, unbooked.remove(judged.identity()), judged.counted());
        }
        corrections.add(connection, ledger.deltas());
        return inserted.size();
    }

    private Row row(ConsumerRecord<byte[], byte[]> record, ErrorEvent event, Instant time) {
        return new Row(redactor.redactText(event), time, RawRecords.appended(record));
    }

    private @Nullable ErrorEvent redacted(@Nullable ErrorEvent event) {
        return event == null ? null : redactor.redactText(event);
    }

    private static RateRow rateRow(ErrorEvent event, Instant time) {
        return new RateRow(TimeRules.windowOf(time), RateKey.of(event));
    }

    private static @Nullable ErrorEvent eventOf(Verdict<ErrorEvent> verdict) {
        return switch (verdict) {
            case Verdict.Counted(var event, var time) -> event;
            case Verdict.Uncounted(var event, var time) -> event;
            case Verdict.Refused(var reason, var field, var detail, var event) -> event;
        };
    }

    /** A row to store, and whether the topology counted it. */
    private record Judged(Row row, boolean counted) {
        Identity identity() {
            return Identity.of(row.event());
        }
    }
}
