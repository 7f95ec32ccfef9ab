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
import dev.errata.store.sink.EventRows.Identity;
import dev.errata.store.sink.KnownLabels.Known;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the row of an event straight from its bytes, where nothing has to be changed in it: it is counted, holds no
 * secret, no attributes, and ASCII only. Of anything else it says no; where it says yes, the row is the one that {@link
 * JudgedRows} and {@link EventRows} would make. Used by one thread.
 */
final class ScannedRow {
    /** What rates are told apart by: the verdict masks it by the standard rules. */
    private static final Set<EventField> OF_RATES = Set.of(PROJECT, APP, ENV, REGION, PROVIDER, MODEL, CODE, TYPE);

    private static final List<EventField> CALL = List.of(APP, APP_VERSION, ENV, REGION, PROVIDER, MODEL, OPERATION);
    private static final List<EventField> CALLER =
            List.of(PROJECT, APP, APP_VERSION, ENV, REGION, PROVIDER, MODEL, OPERATION, KEY_ID);
    private static final List<EventField> FAILURE = List.of(CODE, TYPE);

    /** They seldom come again. */
    private static final List<EventField> OTHERS =
            List.of(PARAM, REQUEST_ID, PROVIDER_REQUEST_ID, TASK_ID, TRACE_ID, CALL_ID, LIMIT_KIND);

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

    private final KnownLabels callers;
    private final KnownLabels failures;

    private byte[] record = {};
    private long appendedMillis;
    private Known caller;
    private Known failure;
    private boolean bodyLeftOut;

    ScannedRow(TimeRules rules, Redactor redactor, BodySampling bodies) {
        this.times = new ScannedTimes(rules);
        this.redactor = redactor;
        this.bodies = bodies;
        this.callers = new KnownLabels(CALLER, CALL, label -> OF_RATES.contains(label) ? Redactor.STANDARD : redactor);
        this.failures = new KnownLabels(FAILURE, FAILURE, _ -> Redactor.STANDARD);
        this.caller = callers.of(record, event);
        this.failure = failures.of(record, event);
    }

    /**
     * Whether the record's row can be written; only then the other methods tell of it.
     *
     * @param raw without headers
     * @param owner of its topic
     */
    boolean read(ConsumerRecord<byte[], byte[]> raw, @Nullable String owner) {
        return scan(raw) && times.isCounted(event, appendedMillis) && isClean(owner);
    }

    /** What tells the event from others; empty where that cannot be said at a glance, be it good or not. */
    Optional<Identity> identity(ConsumerRecord<byte[], byte[]> raw, @Nullable String owner) {
        return scan(raw) ? Optional.of(identity(owner)) : Optional.empty();
    }

    /** What tells the event from others that was read last. */
    Identity identity(@Nullable String owner) {
        return new Identity(owner == null ? project() : owner, new UUID(event.idHigh(), event.idLow()));
    }

    /** Counts the event that was read last. */
    void countIn(ErrorTally tally, @Nullable String owner) {
        tally.count(record, event, owner);
    }

    /** Whether the last row has no body though the event has. */
    boolean bodyLeftOut() {
        return bodyLeftOut;
    }

    private boolean scan(ConsumerRecord<byte[], byte[]> raw) {
        var value = raw.value();
        if (value == null || !event.scan(value)) {
            return false;
        }
        record = value;
        appendedMillis = raw.timestamp();
        return true;
    }

    private boolean isClean(@Nullable String owner) {
        return !event.has(ATTRIBUTES)
                && !event.has(ALTERED)
                && hasCleanLabels()
                && (owner == null || cleanOwners.computeIfAbsent(owner, ScannedRow::isCleanOwner))
                && read(message, MESSAGE)
                && isClean(message, redactor)
                && (redactor == Redactor.STANDARD || isClean(message, Redactor.STANDARD))
                && read(body, RAW_BODY)
                && body.length() <= Limits.RAW_BODY_BYTES
                && isClean(body, redactor);
    }

    private boolean hasCleanLabels() {
        caller = callers.of(record, event);
        failure = failures.of(record, event);
        if (!caller.isClean() || !failure.isClean()) {
            return false;
        }
        for (int i = 0; i < OTHERS.size(); i++) {
            var field = OTHERS.get(i);
            if (event.has(field) && !redactor.isClean(record, event.start(field), event.end(field))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isClean(Unescaped text, Redactor rules) {
        return rules.isClean(text.bytes(), text.start(), text.end());
    }

    private static boolean isCleanOwner(String owner) {
        return Redactor.STANDARD.redact(owner).equals(owner);
    }

    private boolean read(Unescaped text, EventField field) {
        if (event.has(field) && !event.isPlain(field)) {
            return text.read(record, event.start(field), event.end(field));
        }
        text.readPlain(record, event.has(field) ? event.start(field) : 0, event.has(field) ? event.end(field) : 0);
        return true;
    }

    private String project() {
        return event.has(PROJECT)
                ? new String(record, event.start(PROJECT), event.end(PROJECT) - event.start(PROJECT), US_ASCII)
                : Caller.DEFAULT_PROJECT;
    }

    /** Writes the row of what was read last. */
    void write(BinaryCopy copy, @Nullable String owner) {
        var project = owner == null ? project() : owner;
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
        copy.formed(caller.columns());
        copy.bool(event.has(STREAMING) ? event.number(STREAMING) == 1 : null);
        text(copy, KEY_ID);
        failure(copy);
        attempt(copy);
        text(copy, body, keepsBody);
        copy.nothing().nothing().int8(fingerprint).bool(bodyLeftOut ? true : null);
    }

    private void failure(BinaryCopy copy) {
        copy.int2(status());
        copy.formed(failure.columns());
        text(copy, message, event.has(MESSAGE));
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
        return fingerprints.message(status, message.bytes(), message.start(), message.end());
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

    private static void text(BinaryCopy copy, Unescaped text, boolean isThere) {
        if (isThere) {
            copy.ascii(text.bytes(), text.start(), text.end());
        } else {
            copy.nothing();
        }
    }

    private void number(BinaryCopy copy, EventField field) {
        copy.int8(event.has(field) ? (Long) event.number(field) : null);
    }
}
