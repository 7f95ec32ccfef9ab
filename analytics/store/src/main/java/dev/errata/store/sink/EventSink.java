package dev.errata.store.sink;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.RawTopics;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
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

    /**
     * Judges as the topology does.
     *
     * @param rules the topology's own
     * @param topics whose records stand where, as the topology sees it
     * @param corrections where the differences go
     */
    public EventSink(TimeRules rules, RawTopics topics, Corrections corrections) {
        this.rules = rules;
        this.topics = topics;
        this.corrections = corrections;
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
    public Written write(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        var events = new ArrayList<Judged>();
        var refused = 0;
        for (var record : records) {
            if (RawRecords.isTick(record)) {
                continue;
            }
            switch (Verdict.ofEvent(RawRecords.raw(record, topics), rules)) {
                case Verdict.Counted(var event, var time) -> events.add(new Judged(row(record, event, time), true));
                case Verdict.Uncounted(var event, var time) -> events.add(new Judged(row(record, event, time), false));
                case Verdict.Refused(var reason, var field, var detail, var event) -> {
                    DeadLetters.insert(connection, record, new Letter(reason, field, detail, redacted(event)));
                    refused++;
                }
            }
        }
        var stored = store(connection, events);
        return new Written(stored, events.size() - stored, refused);
    }

    @Override
    public Written refuse(Connection connection, ConsumerRecord<byte[], byte[]> poison, SQLException why)
            throws SQLException {
        var verdict = Verdict.ofEvent(RawRecords.raw(poison, topics), rules);
        var ledger = new Corrections.Ledger();
        if (verdict instanceof Verdict.Counted(var event, var time)) {
            ledger.book(rateRow(event, time), false, true);
        }
        corrections.add(connection, ledger.deltas());
        DeadLetters.insert(connection, poison, Letter.unstorable(why, redacted(eventOf(verdict))));
        return new Written(0, 0, 1);
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

    private static Row row(ConsumerRecord<byte[], byte[]> record, ErrorEvent event, Instant time) {
        return new Row(Redactor.STANDARD.redactText(event), time, RawRecords.appended(record));
    }

    private static @Nullable ErrorEvent redacted(@Nullable ErrorEvent event) {
        return event == null ? null : Redactor.STANDARD.redactText(event);
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
