package dev.errata.emitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcomeCodec;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.EventIds;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Reason;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.contract.quick.EventWriter;
import dev.errata.contract.redact.Redactor;
import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Message;
import java.util.Objects;

/**
 * Makes of a record what is sent: without secrets, within the limits, as JSON, once. The keys are the gateway's own, so
 * that a resend follows its first send whichever way each took. Events are one thread's; the rest is safe from any.
 */
final class Preparer {
    private final ErrorEventCodec events = new ErrorEventCodec();
    private final CallOutcomeCodec outcomes = new CallOutcomeCodec();
    private final TrafficRecordCodec traffic = new TrafficRecordCodec();
    private final Redactor redactor;
    private final EventWriter quickly;

    Preparer(Redactor redactor) {
        this.redactor = redactor;
        this.quickly = new EventWriter(redactor);
    }

    Message event(ErrorEvent seen) throws InvalidRecordException {
        var quick = quickly.write(seen);
        return quick == null ? eventInFull(seen) : new Message(Kind.EVENTS, quick.key(), quick.value());
    }

    private Message eventInFull(ErrorEvent seen) throws InvalidRecordException {
        if (!EventIds.isValid(seen.eventId())) {
            throw new InvalidRecordException(Reason.INVALID_FIELD, "event_id", "event_id must be a UUID of version 7");
        }
        var event = events.fitted(redactor.redact(seen));
        var key = event.caller().projectOrDefault() + '/' + event.eventId();
        return new Message(Kind.EVENTS, key.getBytes(UTF_8), events.encode(event));
    }

    Message outcome(CallOutcome seen) throws InvalidRecordException {
        var outcome = outcomes.fitted(redactor.redact(seen));
        var subject = outcome.callId() == null ? outcome.taskId() : outcome.callId();
        var key = Objects.requireNonNull(subject, "the codec lets no outcome without a subject pass");
        return new Message(Kind.OUTCOMES, key.getBytes(UTF_8), outcomes.encode(outcome));
    }

    /** Of totals that {@link #safe} has made. */
    Message totals(TrafficRecord record) {
        var key = record.source() + '/' + record.window();
        return new Message(Kind.TRAFFIC, key.getBytes(UTF_8), traffic.encode(record));
    }

    /** The totals without secrets and within the limits. */
    TrafficRecord safe(TrafficRecord record) throws InvalidRecordException {
        return traffic.fitted(redactor.redact(record));
    }
}
