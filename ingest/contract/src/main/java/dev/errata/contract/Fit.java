package dev.errata.contract;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells events that are within the {@link Limits} already, as nearly all are, without a detour over JSON. */
final class Fit {
    private static final int MAX_UTF8 = 4;
    /** Some time before the year 2100. */
    private static final Instant FAR = Instant.ofEpochSecond(4_000_000_000L);

    private Fit() {}

    /** Whether reading the event's JSON would give the very same event. False means that it may not. */
    static boolean isFit(ErrorEvent event) {
        return isFit(event.caller())
                && isFit(event.target())
                && isFit(event.failure())
                && isFit(event.ids())
                && isFit(event.attempt())
                && isText(event.rawBody(), Limits.RAW_BODY_BYTES / MAX_UTF8)
                && event.attributes().isEmpty()
                && event.altered().equals(List.of())
                && event.time().equals(event.time().truncatedTo(ChronoUnit.MICROS))
                && !event.time().isBefore(Instant.EPOCH)
                && event.time().isBefore(FAR);
    }

    private static boolean isFit(Caller caller) {
        return isLabel(caller.project())
                && isLabel(caller.app())
                && isLabel(caller.appVersion())
                && isLabel(caller.env())
                && isLabel(caller.region());
    }

    private static boolean isFit(Target target) {
        return isLabel(target.provider())
                && isLabel(target.model())
                && isLabel(target.operation())
                && isLabel(target.keyId());
    }

    private static boolean isFit(Failure failure) {
        var status = failure.status();
        return (status == null || (status >= 100 && status <= 999))
                && isLabel(failure.code())
                && isLabel(failure.type())
                && isText(failure.message(), Limits.MESSAGE_CHARS)
                && isLabel(failure.param());
    }

    private static boolean isFit(Ids ids) {
        return isId(ids.requestId())
                && isId(ids.providerRequestId())
                && isId(ids.taskId())
                && isId(ids.traceId())
                && isId(ids.callId());
    }

    private static boolean isFit(Attempt attempt) {
        var number = attempt.number();
        return (number == null || (number >= 1 && number <= ErrorEventCodec.MAX_ATTEMPT))
                && isCount(attempt.latencyMs())
                && isCount(attempt.timeoutMs())
                && isCount(attempt.retryAfterMs())
                && isLabel(attempt.limitKind());
    }

    private static boolean isCount(@Nullable Long count) {
        return count == null || count >= 0;
    }

    private static boolean isLabel(@Nullable String text) {
        return isText(text, Limits.LABEL_CHARS);
    }

    private static boolean isText(@Nullable String text, int maxChars) {
        return text == null || (!text.isEmpty() && text.length() <= maxChars && isStorable(text));
    }

    /** As {@link Text#clean}, for text without surrogates. */
    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isId(@Nullable String id) {
        if (id == null) {
            return true;
        }
        var length = id.length();
        if (length == 0 || length > Limits.ID_CHARS || id.charAt(0) == ' ' || id.charAt(length - 1) == ' ') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (id.charAt(i) < ' ' || id.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
