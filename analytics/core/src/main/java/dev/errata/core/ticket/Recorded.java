package dev.errata.core.ticket;

import dev.errata.contract.ErrorEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;

/**
 * A failed attempt as it is stored.
 *
 * @param receivedAt when Kafka appended it
 * @param fingerprint {@link dev.errata.contract.fingerprint.Fingerprint} of its error
 * @param bodyLeftOut whether it had a raw body that was not kept, since a sample is
 */
public record Recorded(ErrorEvent event, Instant receivedAt, String fingerprint, boolean bodyLeftOut) {
    /** The order in which they happened; a total one, so that the same events always stand in the same order. */
    static final Comparator<Recorded> IN_TIME = Comparator.<Recorded, Instant>comparing(
                    recorded -> recorded.event().time())
            .thenComparing(recorded ->
                    Objects.requireNonNullElse(recorded.event().attempt().number(), 0))
            .thenComparing(Recorded::eventId);

    UUID eventId() {
        return event.eventId();
    }

    /** What joins it with the other attempts of its call: the call's id, or the task's, or nothing but its own. */
    String call() {
        var ids = event.ids();
        return ids.callId() != null
                ? ids.callId()
                : Objects.requireNonNullElse(ids.taskId(), eventId().toString());
    }
}
