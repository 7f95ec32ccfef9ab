package dev.errata.store.incident;

import dev.errata.contract.Owner;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that is due and has been taken by whoever holds this; others leave it alone for a while.
 *
 * @param id of the row
 * @param key the same for each attempt, and the same again if the log is replayed
 * @param what to tell
 * @param severity by which the receiver knows the alert; the incident may be milder by now
 * @param owner likewise
 * @param incident as it was when there was something to tell, or as it is, for an alert and a reminder
 * @param isOver whether the incident has ended by now
 * @param care what people did about it
 * @param progress how far the telling has come
 */
public record Due(
        long id,
        String key,
        Happening what,
        Severity severity,
        Owner owner,
        Incident incident,
        boolean isOver,
        Care care,
        Progress progress) {

    /** Whether the alert has to be ended. */
    public boolean isClosing() {
        return isOver || progress.supersededAt != null;
    }

    /**
     * How far the telling has come.
     *
     * @param dueAt since when it has been due
     * @param attempts so far, this one included
     * @param failing attempts that failed since it was told last
     * @param supersededAt when another alert took its place; null: none has
     * @param closingUntil until when its end is told; null: that was not told yet
     * @param silencedUntil the snooze that the receiver knows of; null: none
     */
    public record Progress(
            Instant dueAt,
            long attempts,
            int failing,
            @Nullable Instant supersededAt,
            @Nullable Instant closingUntil,
            @Nullable Instant silencedUntil) {}
}
