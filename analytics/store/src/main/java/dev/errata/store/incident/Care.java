package dev.errata.store.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What people did about an incident.
 *
 * @param acknowledgedAt when somebody took it; null: nobody has
 * @param acknowledgedBy who, as they called themselves; null: they did not say
 * @param snoozedUntil nobody wants to hear of it before then; null: no snooze
 * @param snoozedBy likewise
 */
public record Care(
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant snoozedUntil,
        @Nullable String snoozedBy) {
    /** Nobody has done anything. */
    public static final Care NONE = new Care(null, null, null, null);

    /** Whether it is snoozed at that time. */
    public boolean isSnoozed(Instant at) {
        return snoozedUntil != null && at.isBefore(snoozedUntil);
    }
}
