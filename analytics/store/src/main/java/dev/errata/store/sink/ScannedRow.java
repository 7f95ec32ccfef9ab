package dev.errata.store.sink;

import static dev.errata.contract.scan.EventField.*;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.errata.contract.Caller;
import dev.errata.contract.Limits;
import dev.errata.contract.redact.Redactor;
import dev.errata.contract.scan.EventField;
import dev.errata.contract.scan.EventScanner;
import dev.errata.core.ScannedTimes;
import dev.errata.core.TimeRules;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the row of an event straight from its bytes, where nothing has to be changed in it: it is counted, holds no
 * secret, no attributes, and ASCII only. Of anything else it says no; where it says yes, the row is the one that {@link
 * JudgedRows} and {@link EventRows} would make. Used by one thread.
 */
final class ScannedRow {
    /** What rates are told apart by: the verdict masks it by the standard rules. */
    private static final List<EventField> LABELS = List.of(PROJECT, APP, ENV, REGION, PROVIDER, MODEL, CODE, TYPE);

    private static final List<EventField> OTHERS = List.of(
            APP_VERSION,
            OPERATION,
            KEY_ID,
            PARAM,
            REQUEST_ID,
            PROVIDER_REQUEST_ID,
            TASK_ID,
            TRACE_ID,
            CALL_ID,
            LIMIT_KIND);

    private static final long MILLI_MICROS = 1_000;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final ScannedTimes times;
    private final Redactor redactor;
    private final BodySampling bodies;
    private final EventScanner event = new EventScanner();
    private final Fingerprints fingerprints = new Fingerprints();
    private final Unescaped message = new Unescaped();
    private final Unescaped body = new Unescaped();
    private final Map<String, Boolean> cleanOwners = new HashMap<>();

    private byte[] record = {};
    private boolean bodyLeftOut;

    ScannedRow(TimeRules rules, Redactor redactor, BodySampling bodies) {
        this.times = new ScannedTimes(rules);
        this.redactor = redactor;
        this.bodies = bodies;
    }

    /**
     * Whether the record's row is written; if not, nothing is.
     *
     * @param raw without headers
     * @param owner of its topic
     */
    boolean append(ConsumerRecord<byte[], byte[]> raw, @Nullable String owner, BinaryCopy copy) {
        var value = raw.value();
        if (value == null || !event.scan(value)) {
            return false;
        }
        record = value;
        if (!times.isCounted(event, raw.timestamp()) || !isClean(owner)) {
            return false;
        }
        write(copy, raw.timestamp(), owner == null ? project() : owner);
        return true;
    }

    /** Counts the event of the last row. */
    void countIn(ErrorTally tally, @Nullable String owner) {
        tally.count(record, event, owner);
    }

    /** Whether the last row has no body though the event has. */
    boolean bodyLeftOut() {
        return bodyLeftOut;
    }

    private boolean isClean(@Nullable String owner) {
        return !event.has(ATTRIBUTES)
                && !event.has(ALTERED)
                && isClean(LABELS, Redactor.STANDARD)
                && isClean(OTHERS, redactor)
                && (owner == null || cleanOwners.computeIfAbsent(owner, ScannedRow::isCleanOwner))
                && read(message, MESSAGE)
                && redactor.isClean(message.bytes(), 0, message.length())
                && (redactor == Redactor.STANDARD || Redactor.STANDARD.isClean(message.bytes(), 0, message.length()))
                && read(body, RAW_BODY)
                && body.length() <= Limits.RAW_BODY_BYTES
                && redactor.isClean(body.bytes(), 0, body.length());
    }

    private boolean isClean(List<EventField> fields, Redactor rules) {
        for (int i = 0; i < fields.size(); i++) {
            var field = fields.get(i);
            if (event.has(field) && !rules.isClean(record, event.start(field), event.end(field))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCleanOwner(String owner) {
        return Redactor.STANDARD.redact(owner).equals(owner);
    }

    private boolean read(Unescaped text, EventField field) {
        return event.has(field) ? text.read(record, event.start(field), event.end(field)) : text.read(record, 0, 0);
    }

    private String project() {
        return event.has(PROJECT)
                ? new String(record, event.start(PROJECT), event.end(PROJECT) - event.start(PROJECT), US_ASCII)
                : Caller.DEFAULT_PROJECT;
    }

    private void write(BinaryCopy copy, long appendedMillis, String project) {
        var time = times.timeMicros(event, appendedMillis);
        var fingerprint = fingerprint();
        var keepsBody = body.length() > 0 && bodies.keeps(project, fingerprint, ScannedTimes.windowMicros(time));
        bodyLeftOut = body.length() > 0 && !keepsBody;
        copy.row(EventRows.COLUMN_COUNT)
                .date(Math.floorDiv(event.idMillis(), DAY_MILLIS))
                .text(project)
                .uuid(event.idHigh(), event.idLow())
                .micros(time);
        if (time == event.timeMicros()) {
            copy.nothing();
        } else {
            copy.micros(event.timeMicros());
        }
        copy.micros(appendedMillis * MILLI_MICROS);
        call(copy);
        failure(copy);
        attempt(copy);
        text(copy, keepsBody ? body.bytes() : null, 0, body.length());
        copy.nothing().nothing().int8(fingerprint).bool(bodyLeftOut ? true : null);
    }

    private void call(BinaryCopy copy) {
        text(copy, APP);
        text(copy, APP_VERSION);
        text(copy, ENV);
        text(copy, REGION);
        text(copy, PROVIDER);
        text(copy, MODEL);
        text(copy, OPERATION);
        copy.bool(event.has(STREAMING) ? event.number(STREAMING) == 1 : null);
        text(copy, KEY_ID);
    }

    private void failure(BinaryCopy copy) {
        copy.int2(status());
        text(copy, CODE);
        text(copy, TYPE);
        text(copy, event.has(MESSAGE) ? message.bytes() : null, 0, message.length());
        text(copy, PARAM);
        text(copy, REQUEST_ID);
        text(copy, PROVIDER_REQUEST_ID);
        text(copy, TASK_ID);
        text(copy, TRACE_ID);
        text(copy, CALL_ID);
    }

    private void attempt(BinaryCopy copy) {
        copy.int4(event.has(ATTEMPT) ? (Integer) (int) event.number(ATTEMPT) : null);
        number(copy, LATENCY_MS);
        number(copy, TIMEOUT_MS);
        number(copy, RETRY_AFTER_MS);
        text(copy, LIMIT_KIND);
    }

    private long fingerprint() {
        var status = status();
        fingerprints.begin(status == null ? 0 : status);
        label(CODE);
        label(TYPE);
        return fingerprints.message(status, message.bytes(), 0, message.length());
    }

    private void label(EventField field) {
        fingerprints.label(record, event.has(field) ? event.start(field) : 0, event.has(field) ? event.end(field) : 0);
    }

    private @Nullable Integer status() {
        return event.has(STATUS) ? (Integer) (int) event.number(STATUS) : null;
    }

    private void text(BinaryCopy copy, EventField field) {
        if (event.has(field)) {
            copy.ascii(record, event.start(field), event.end(field));
        } else {
            copy.nothing();
        }
    }

    private static void text(BinaryCopy copy, byte @Nullable [] text, int start, int end) {
        if (text == null) {
            copy.nothing();
        } else {
            copy.ascii(text, start, end);
        }
    }

    private void number(BinaryCopy copy, EventField field) {
        copy.int8(event.has(field) ? (Long) event.number(field) : null);
    }
}
