package dev.errata.core;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Reason;
import dev.errata.contract.RecordCodec;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.contract.redact.Redactor;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one raw record. A pure function of its bytes, its resend marker and its append time; the topology and
 * the sinks both ask it, so that what the one does not count the other adds, whenever either of them reads the record.
 *
 * <p>A foreign producer may have put secrets into what rates are told apart by. They are masked here, by the standard
 * rules and nothing that an operator can set, so that both sides name a rate alike; the other texts of an event are the
 * sink's. Totals are masked as a whole, since all of a record travels on to the cube.
 *
 * @param <R> the record
 */
public sealed interface Verdict<R> {
    /** Stateless, so one serves all. */
    RecordCodec<ErrorEvent> EVENTS = new ErrorEventCodec();

    /** Stateless, so one serves all. */
    RecordCodec<TrafficRecord> TRAFFIC = new TrafficRecordCodec();

    /** The topology counts it, in the window of {@code time}; the sink stores it. */
    record Counted<R>(R record, Instant time) implements Verdict<R> {}

    /** The topology leaves it out, since it is late or may be in the log already; the sink stores and counts it. */
    record Uncounted<R>(R record, Instant time) implements Verdict<R> {}

    /**
     * It becomes a dead letter.
     *
     * @param field the JSON field at fault, if it is one
     * @param detail a sentence that quotes nothing of the input
     * @param record what could be read
     */
    record Refused<R>(
            Reason reason,
            @Nullable String field,
            String detail,
            @Nullable R record) implements Verdict<R> {}

    /**
     * A record of a raw topic.
     *
     * @param value its bytes; null for a tombstone
     * @param resend whether it bears the resend marker
     * @param appended the broker's append time
     * @param owner the project whose own topic it stands in, whatever the record claims; null in a shared topic
     */
    @SuppressWarnings("ArrayRecordComponent") // carried to the verdict, never compared
    record Raw(
            byte @Nullable [] value,
            boolean resend,
            Instant appended,
            @Nullable String owner) {}

    /** The verdict on a record of the event topic. */
    static Verdict<ErrorEvent> ofEvent(Raw raw, TimeRules rules) {
        return decoded(raw, EVENTS, sent -> {
            var owner = raw.owner();
            var event = Redactor.STANDARD.redactLabels(owner == null ? sent : sent.inProject(owner));
            var refusal = rules.refusal(event.eventId(), raw.appended());
            if (refusal.isPresent()) {
                return new Refused<>(refusal.get(), "event_id", "the day of its id is not kept", event);
            }
            var time = rules.clamp(event.time(), raw.appended());
            var late = rules.isLate(TimeRules.windowOf(time), raw.appended());
            return late || raw.resend() ? new Uncounted<>(event, time) : new Counted<>(event, time);
        });
    }

    /** The verdict on a record of the traffic topic. A resend counts like any other: it replaces. */
    static Verdict<TrafficRecord> ofTraffic(Raw raw, TimeRules rules) {
        return decoded(raw, TRAFFIC, sent -> {
            var owner = raw.owner();
            var traffic = Redactor.STANDARD.redact(owner == null ? sent : sent.inProject(owner));
            return rules.refusal(traffic.window(), raw.appended())
                    .<Verdict<TrafficRecord>>map(reason ->
                            new Refused<>(reason, "window", "totals for this window can no longer be counted", traffic))
                    .orElseGet(() -> new Counted<>(traffic, traffic.window()));
        });
    }

    private static <R> Verdict<R> decoded(Raw raw, RecordCodec<R> codec, Function<R, Verdict<R>> judge) {
        var value = raw.value();
        if (value == null) {
            return new Refused<>(Reason.MALFORMED, null, "a record without a value", null);
        }
        try {
            return judge.apply(codec.decode(value));
        } catch (InvalidRecordException e) {
            return new Refused<>(e.reason(), e.field(), String.valueOf(e.getMessage()), null);
        }
    }
}
