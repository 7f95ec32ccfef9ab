package dev.errata.emitter;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Limits;
import dev.errata.contract.Target;
import dev.errata.contract.Text;
import dev.errata.emitter.internal.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How much memory records take, and a first, rough cut of those that are far too large: the application may hand over
 * megabytes, and what is redacted later must be bounded now. The cut leaves more than the limits do, so that a secret is
 * not cut in half before it is found.
 */
final class Sizes {
    /** The objects of a record and its place in the queue. */
    private static final int BASE = 512;

    private static final int PER_MESSAGE = 160;
    private static final int PER_TEXT = 48;
    private static final int PER_CHAR = 2;

    /** More than this is cut on the application's thread. */
    private static final int LARGE = 64 * 1024;

    private static final int MAX_ATTRIBUTE = 2 * Limits.ATTRIBUTE_BYTES;

    private Sizes() {}

    static int charge(ErrorEvent event) {
        var failure = event.failure();
        var ids = event.ids();
        var size = BASE
                + of(event.caller())
                + of(event.target())
                + of(failure.code())
                + of(failure.type())
                + of(failure.message())
                + of(failure.param())
                + of(ids.requestId())
                + of(ids.providerRequestId())
                + of(ids.taskId())
                + of(ids.traceId())
                + of(ids.callId())
                + of(event.attempt().limitKind())
                + of(event.rawBody());
        for (var attribute : event.attributes().entrySet()) {
            size += of(attribute.getKey()) + of(attribute.getValue());
        }
        return bounded(size);
    }

    static int charge(CallOutcome outcome) {
        return bounded(
                BASE + of(outcome.callId()) + of(outcome.taskId()) + of(outcome.caller()) + of(outcome.target()));
    }

    static int charge(Message message) {
        return PER_MESSAGE + message.key().length + message.value().length;
    }

    private static long of(Caller caller) {
        return of(caller.project())
                + of(caller.app())
                + of(caller.appVersion())
                + of(caller.env())
                + of(caller.region());
    }

    private static long of(Target target) {
        return of(target.provider()) + of(target.model()) + of(target.operation()) + of(target.keyId());
    }

    private static long of(@Nullable String text) {
        return text == null ? 0 : PER_TEXT + (long) PER_CHAR * text.length();
    }

    private static int bounded(long size) {
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    /** Whether the event, which takes up so much, need not be cut before it is redacted. */
    static boolean isSmall(ErrorEvent event, int charge) {
        return charge <= LARGE && event.attributes().size() <= Limits.ATTRIBUTES;
    }

    /** The event, cut where it is far beyond the limits. */
    static ErrorEvent precut(ErrorEvent event) {
        var altered = new TreeSet<>(event.altered());
        var failure = event.failure();
        var ids = event.ids();
        return new ErrorEvent(
                event.eventId(),
                event.time(),
                cut(event.caller()),
                cut(event.target()),
                new Failure(
                        failure.status(),
                        cut(failure.code()),
                        cut(failure.type()),
                        cut(failure.message(), 2 * Limits.MESSAGE_CHARS),
                        cut(failure.param())),
                new Ids(
                        cutId(ids.requestId()),
                        cutId(ids.providerRequestId()),
                        cutId(ids.taskId()),
                        cutId(ids.traceId()),
                        cutId(ids.callId())),
                event.attempt(),
                cut(event.rawBody(), 2 * Limits.RAW_BODY_BYTES),
                cut(event.attributes(), altered),
                List.copyOf(altered));
    }

    static CallOutcome precut(CallOutcome outcome) {
        if (charge(outcome) <= LARGE) {
            return outcome;
        }
        return new CallOutcome(
                cutId(outcome.callId()),
                cutId(outcome.taskId()),
                outcome.time(),
                outcome.outcome(),
                cut(outcome.caller()),
                cut(outcome.target()),
                outcome.latencyMs());
    }

    private static Caller cut(Caller caller) {
        return new Caller(
                cut(caller.project()),
                cut(caller.app()),
                cut(caller.appVersion()),
                cut(caller.env()),
                cut(caller.region()));
    }

    private static Target cut(Target target) {
        return new Target(
                cut(target.provider()),
                cut(target.model()),
                cut(target.operation()),
                target.streaming(),
                cut(target.keyId()));
    }

    private static Map<String, String> cut(Map<String, String> attributes, Set<String> altered) {
        var kept = new LinkedHashMap<String, String>();
        for (var attribute : new TreeMap<>(attributes).entrySet()) {
            if (kept.size() == Limits.ATTRIBUTES) {
                break;
            }
            kept.put(Text.cut(attribute.getKey(), MAX_ATTRIBUTE), Text.cut(attribute.getValue(), MAX_ATTRIBUTE));
        }
        if (!kept.equals(attributes)) {
            altered.add("attributes");
        }
        return kept;
    }

    /** A long id is kept as its hash, so most of it must be there. */
    private static @Nullable String cutId(@Nullable String id) {
        return cut(id, LARGE);
    }

    private static @Nullable String cut(@Nullable String text) {
        return cut(text, 2 * Limits.LABEL_CHARS);
    }

    private static @Nullable String cut(@Nullable String text, int maxChars) {
        return text == null ? null : Text.cut(text, maxChars);
    }
}
