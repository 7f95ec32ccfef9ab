package dev.errata.app.backtest;

import dev.errata.core.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What another policy would change. */
public final class PolicyDiff {
    private PolicyDiff() {}

    /** What becomes of an incident. */
    public enum Change {
        ADDED,
        REMOVED,
        EARLIER,
        LATER,
        /** It is found as before, and nobody is paged any more. */
        SILENCED,
        /** It was quiet before. */
        PAGED
    }

    /**
     * One change.
     *
     * @param incident the other policy's; what is removed is the first one's
     * @param by how much earlier or later; zero otherwise
     */
    public record Row(Change change, Incident incident, Duration by) {}

    /** An incident is the same where it is of one project and kind, of one scope or part of it, and at the same time. */
    public static List<Row> between(List<Incident> before, List<Incident> after) {
        var rows = new ArrayList<Row>();
        var left = new ArrayList<>(before);
        for (var incident : after) {
            var same = first(left, incident);
            if (same == null) {
                rows.add(new Row(Change.ADDED, incident, Duration.ZERO));
            } else {
                left.remove(same);
                compare(same, incident, rows);
            }
        }
        left.forEach(incident -> rows.add(new Row(Change.REMOVED, incident, Duration.ZERO)));
        return rows;
    }

    private static @Nullable Incident first(List<Incident> candidates, Incident incident) {
        return candidates.stream()
                .filter(other -> isSame(other, incident))
                .findFirst()
                .orElse(null);
    }

    private static boolean isSame(Incident one, Incident other) {
        return one.project().equals(other.project())
                && one.kind() == other.kind()
                && (one.scope().contains(other.scope()) || other.scope().contains(one.scope()))
                && one.times().startedAt().isBefore(end(other))
                && other.times().startedAt().isBefore(end(one));
    }

    private static Instant end(Incident incident) {
        var ended = incident.times().endedAt();
        return ended == null ? Instant.MAX : ended;
    }

    private static void compare(Incident before, Incident after, List<Row> rows) {
        var by = Duration.between(before.times().openedAt(), after.times().openedAt());
        if (!by.isZero()) {
            rows.add(new Row(by.isNegative() ? Change.EARLIER : Change.LATER, after, by.abs()));
        }
        if ((before.quiet() == null) != (after.quiet() == null)) {
            rows.add(new Row(after.quiet() == null ? Change.PAGED : Change.SILENCED, after, Duration.ZERO));
        }
    }
}
