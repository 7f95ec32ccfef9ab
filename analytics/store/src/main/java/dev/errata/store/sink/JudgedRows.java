package dev.errata.store.sink;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.fingerprint.Fingerprint;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import dev.errata.store.sink.Corrections.RateRow;
import dev.errata.store.sink.EventRows.Identity;
import dev.errata.store.sink.EventRows.Row;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes rows of events that have been read in full: masks what the verdict has not, and leaves out bodies. */
final class JudgedRows {
    private static final String RAW_BODY = "raw_body";
    private static final long SECOND_MICROS = 1_000_000;

    private final Redactor redactor;
    private final BodySampling bodies;

    JudgedRows(Redactor redactor, BodySampling bodies) {
        this.redactor = redactor;
        this.bodies = bodies;
    }

    /** A row to store, and whether the topology counted it. */
    record Judged(Row row, boolean counted) {
        Identity identity() {
            return Identity.of(row.event());
        }

        RateRow rateRow() {
            return new RateRow(TimeRules.windowOf(row.time()), RateKey.of(row.event()));
        }
    }

    /** The row of an event that the verdict lets in, null of one that it refuses. */
    @Nullable
    Judged of(ConsumerRecord<byte[], byte[]> record, Verdict<ErrorEvent> verdict) {
        return switch (verdict) {
            case Verdict.Counted(var event, var time) -> new Judged(row(record, event, time), true);
            case Verdict.Uncounted(var event, var time) -> new Judged(row(record, event, time), false);
            case Verdict.Refused(var reason, var field, var detail, var event) -> null;
        };
    }

    @Nullable
    ErrorEvent redacted(@Nullable ErrorEvent event) {
        return event == null ? null : redactor.redactText(event);
    }

    private Row row(ConsumerRecord<byte[], byte[]> record, ErrorEvent sent, Instant time) {
        var event = redactor.redactText(sent);
        var fingerprint = Fingerprint.bits(Fingerprint.of(event.failure()));
        var window = TimeRules.windowOf(time).getEpochSecond() * SECOND_MICROS;
        var leftOut = event.rawBody() != null && !bodies.keeps(event.caller().projectOrDefault(), fingerprint, window);
        return new Row(leftOut ? withoutBody(event) : event, time, RawRecords.appended(record), fingerprint, leftOut);
    }

    /** What was done to the body is no longer of interest. */
    private static ErrorEvent withoutBody(ErrorEvent event) {
        List<String> altered = event.altered().stream()
                .filter(name -> !Objects.equals(name, RAW_BODY))
                .toList();
        return new ErrorEvent(
                event.eventId(),
                event.time(),
                event.caller(),
                event.target(),
                event.failure(),
                event.ids(),
                event.attempt(),
                null,
                event.attributes(),
                altered);
    }
}
