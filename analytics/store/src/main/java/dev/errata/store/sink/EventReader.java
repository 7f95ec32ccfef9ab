package dev.errata.store.sink;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.RawTopics;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import dev.errata.store.deadletter.Sender;
import dev.errata.store.sink.DeadLetters.Letter;
import dev.errata.store.sink.EventRows.Identity;
import dev.errata.store.sink.JudgedRows.Judged;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads records into a batch: plain ones quickly, all others in full. Used by one thread. */
final class EventReader {
    private final TimeRules rules;
    private final RawTopics topics;
    private final JudgedRows rows;
    private final ScannedRow scanned;
    private final ErrorTally tally;

    /** @param tally counts the events that are new as far as anybody knows */
    EventReader(TimeRules rules, RawTopics topics, Redactor redactor, BodySampling bodies, ErrorTally tally) {
        this.rules = rules;
        this.topics = topics;
        this.tally = tally;
        this.rows = new JudgedRows(redactor, bodies);
        this.scanned = new ScannedRow(rules, redactor, bodies);
    }

    /**
     * Adds the record to the batch.
     *
     * @param refusals is told what becomes of it; null where it has been told
     */
    void read(ConsumerRecord<byte[], byte[]> record, @Nullable Refusals refusals, EventBatch batch) {
        if (!RawRecords.isTick(record) && !isPlain(record, refusals, batch)) {
            judge(record, refusals, batch);
        }
    }

    /** What tells the event from others; empty where that takes time to tell, be it good or not. */
    Optional<Identity> identity(ConsumerRecord<byte[], byte[]> record) {
        return scanned.identity(record, topics.projectOf(record.topic()));
    }

    Verdict<ErrorEvent> verdict(ConsumerRecord<byte[], byte[]> record) {
        return Verdict.ofEvent(RawRecords.raw(record, topics), rules);
    }

    /** The row of an event that the verdict lets in, null of one that it refuses. */
    @Nullable
    Judged judged(ConsumerRecord<byte[], byte[]> record, Verdict<ErrorEvent> verdict) {
        return rows.of(record, verdict);
    }

    @Nullable
    ErrorEvent redacted(@Nullable ErrorEvent event) {
        return rows.redacted(event);
    }

    Sender sender(ConsumerRecord<byte[], byte[]> record, @Nullable ErrorEvent event) {
        return event == null ? Senders.of(record, topics) : Senders.of(event.caller());
    }

    /** Whether nothing about it is unusual; then its row is written. */
    private boolean isPlain(ConsumerRecord<byte[], byte[]> record, @Nullable Refusals refusals, EventBatch batch) {
        var owner = topics.projectOf(record.topic());
        var plain = (refusals == null || refusals.isIdle())
                && !record.headers().iterator().hasNext()
                && scanned.read(record, owner)
                && !(batch.suspectsAny() && batch.isSuspected(scanned.identity(owner)));
        if (plain) {
            scanned.write(batch.copy(), owner);
            batch.addScanned(scanned.bodyLeftOut());
            scanned.countIn(tally, owner);
        }
        return plain;
    }

    private void judge(ConsumerRecord<byte[], byte[]> record, @Nullable Refusals refusals, EventBatch batch) {
        var verdict = verdict(record);
        var judged = rows.of(record, verdict);
        if (judged == null) {
            batch.addRefused();
        } else if (batch.add(judged, RawRecords.isResend(record))) {
            tally.count(judged.row().event());
        }
        if (refusals != null) {
            tell(record, verdict, judged, refusals);
        }
    }

    private void tell(
            ConsumerRecord<byte[], byte[]> record,
            Verdict<ErrorEvent> verdict,
            @Nullable Judged judged,
            Refusals refusals) {
        if (verdict instanceof Verdict.Refused(var reason, var field, var detail, var event)) {
            refusals.refused(record, sender(record, event), new Letter(reason, field, detail, rows.redacted(event)));
        }
        if (judged != null) {
            refusals.kept(record, judged.row().event().caller());
        }
    }
}
