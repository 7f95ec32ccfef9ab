package dev.errata.store.incident;

import dev.errata.contract.Owner;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Severity;
import dev.errata.core.incident.State;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the receivers know of an incident.
 *
 * @param ended whether they were told of its end
 * @param severity that they were told last
 * @param owner whom they were told first
 * @param slice that explains most, {@code ''} where nothing did
 */
record Known(boolean ended, Severity severity, Owner owner, String slice) {
    private static final String ENDED = "ended";
    private static final String OPEN = "open";
    private static final int PARTS = 4;

    /** What has to be told, and what they know then. */
    record Telling(Happening happening, Known known) {}

    /**
     * What has to be told of the incident as it stands, if anything. Nobody is told of one that was over before anybody was
     * told, and nobody of one that is to be kept quiet; who was told of its beginning is told of its end all the same.
     *
     * @param before null: nothing was told
     * @param hasEased whether it has been milder for long than they were told
     */
    static Optional<Telling> next(@Nullable Known before, Incident now, boolean hasEased) {
        var over = now.state() == State.RESOLVED;
        var known = of(now, over);
        if (before == null) {
            return over || now.quiet() != null ? Optional.empty() : Optional.of(new Telling(Happening.OPENED, known));
        }
        if (before.ended) {
            return Optional.empty();
        }
        if (over) {
            return Optional.of(new Telling(Happening.RESOLVED, before.asEnded()));
        }
        var after = known.after(before, hasEased);
        return after.equals(before) ? Optional.empty() : Optional.of(new Telling(Happening.CHANGED, after));
    }

    /** Whether they may think that it is worse than it is. */
    boolean isWorseThan(Incident now) {
        return !ended && severity.compareTo(now.severity()) < 0;
    }

    private static Known of(Incident incident, boolean over) {
        var slices = incident.explanation().slices();
        return new Known(
                over,
                incident.severity(),
                incident.owner(),
                slices.isEmpty() ? "" : slices.getFirst().toString());
    }

    private Known asEnded() {
        return new Known(true, severity, owner, slice);
    }

    private Known after(Known before, boolean hasEased) {
        var isTold = hasEased || severity.compareTo(before.severity) < 0;
        return new Known(ended, isTold ? severity : before.severity, before.owner, slice);
    }

    /** As {@link #parse} reads it. */
    String text() {
        return String.join("|", ended ? ENDED : OPEN, severity.name(), owner.name(), slice);
    }

    static @Nullable Known parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var parts = text.split("\\|", PARTS);
        return new Known(parts[0].equals(ENDED), Severity.valueOf(parts[1]), Owner.valueOf(parts[2]), parts[PARTS - 1]);
    }
}
