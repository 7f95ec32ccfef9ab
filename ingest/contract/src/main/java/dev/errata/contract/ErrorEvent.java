package dev.errata.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One failed attempt to call an API. Immutable. {@link ErrorEventCodec} reads and writes it; what it reads is within
 * {@link Limits} and safe to store.
 *
 * @param eventId UUIDv7, set where the event is born and kept on every resend: the idempotency key
 * @param time when the attempt failed, microseconds, by the caller's clock
 * @param rawBody the answer's body, at most {@value Limits#RAW_BODY_BYTES} bytes of UTF-8
 * @param attributes at most {@value Limits#ATTRIBUTES} pairs
 * @param altered names of the fields that were cut, cleaned or hashed to fit the limits, or redacted
 */
public record ErrorEvent(
        UUID eventId,
        Instant time,
        Caller caller,
        Target target,
        Failure failure,
        Ids ids,
        Attempt attempt,
        @Nullable String rawBody,
        Map<String, String> attributes,
        List<String> altered) {

    public ErrorEvent {
        attributes = Map.copyOf(attributes);
        altered = List.copyOf(altered);
    }

    /** The same event as the given project's own, whatever its body claimed. */
    public ErrorEvent inProject(String project) {
        return new ErrorEvent(
                eventId,
                time,
                caller.withProject(project),
                target,
                failure,
                ids,
                attempt,
                rawBody,
                attributes,
                altered);
    }

    /** The same event with these attributes instead of its own. */
    public ErrorEvent withAttributes(Map<String, String> others) {
        return new ErrorEvent(eventId, time, caller, target, failure, ids, attempt, rawBody, others, altered);
    }
}
