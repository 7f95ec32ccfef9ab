package dev.errata.core.ticket;

import dev.errata.contract.redact.Redactor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many failures of a time are of the same error: equal in fingerprint. Immutable.
 *
 * @param from the first instant that counts
 * @param to the first that no longer does
 * @param count how many
 * @param isFloor whether there may be more: it was counted up to a limit
 * @param firstSeen the earliest of those that were counted; null where none was
 * @param lastSeen the latest of them
 * @param models how many of each model, the most first; {@code ''} where the failure named none
 * @param apps likewise, of each app
 */
public record Alike(
        Instant from,
        Instant to,
        long count,
        boolean isFloor,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen,
        List<Share> models,
        List<Share> apps) {

    /** A part of them. */
    public record Share(String name, long count) {}

    public Alike {
        models = List.copyOf(models);
        apps = List.copyOf(apps);
    }

    /** Without secrets in the names. */
    Alike redacted(Redactor redactor) {
        return new Alike(
                from, to, count, isFloor, firstSeen, lastSeen, redacted(models, redactor), redacted(apps, redactor));
    }

    private static List<Share> redacted(List<Share> shares, Redactor redactor) {
        return shares.stream()
                .map(share -> new Share(redactor.redact(share.name()), share.count()))
                .toList();
    }
}
