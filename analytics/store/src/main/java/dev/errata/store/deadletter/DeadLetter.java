package dev.errata.store.deadletter;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records that could not be stored: one, or those of one sender that were refused while its breaker was open.
 *
 * @param records how many were refused between the two offsets
 * @param receivedAt append time of the first
 * @param lastReceivedAt append time of the last
 * @param why the reason; of several records, the first one's
 * @param sender who sent them, as far as could be told
 * @param eventId of a single one that could be read
 * @param requestId likewise
 * @param replay how its last replay ended; null where it was never replayed
 */
public record DeadLetter(
        DeadLetterId id,
        long records,
        Instant receivedAt,
        Instant lastReceivedAt,
        Why why,
        Sender sender,
        @Nullable UUID eventId,
        @Nullable String requestId,
        @Nullable Replay replay) {

    /**
     * Why it was refused.
     *
     * @param reason the lower-case name of a {@link dev.errata.contract.Reason}
     * @param field the JSON field at fault, if it is one
     * @param detail a sentence that quotes nothing of the record
     */
    public record Why(String reason, @Nullable String field, String detail) {}

    /** The end of a replay: when Kafka appended the record again, and whether it is stored now. */
    public record Replay(Instant at, boolean stored) {}
}
