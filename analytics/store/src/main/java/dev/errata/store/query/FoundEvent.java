package dev.errata.store.query;

import dev.errata.contract.ErrorEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored event and how it was found.
 *
 * @param event as stored: its time is the clamped one, its project is never null
 * @param receivedAt when Kafka appended it
 * @param fingerprint {@link dev.errata.contract.fingerprint.Fingerprint}; the stored one, so that it names the event's group
 * @param bodyLeftOut whether it had a raw body that was not kept, since a sample is
 * @param claimedTime what the client's clock said, where that was out of range
 */
public record FoundEvent(
        ErrorEvent event,
        IdKind matched,
        Instant receivedAt,
        String fingerprint,
        boolean bodyLeftOut,
        @Nullable Instant claimedTime) {}
