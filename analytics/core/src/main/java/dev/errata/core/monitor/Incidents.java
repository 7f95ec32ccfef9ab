package dev.errata.core.monitor;

import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.Phase.Sign;
import dev.errata.core.incident.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** The incidents of a project that have not ended: one for each outage. */
final class Incidents {
    private static final Comparator<OpenIncident> ORDER = Comparator.<OpenIncident, Instant>comparing(
                    incident -> incident.told.times().openedAt())
            .thenComparing(incident -> incident.told.id());

    private static final long CALM_SECONDS = 60;

    /**
     * It is over when it has not been hot for so long, and for as long as it took to find; one about a new code also after
     * an hour.
     */
    private static final long OVER_SECONDS = 300;

    private static final long NEW_CODE_SECONDS = 3600;

    private static final double HOT = 0.25;
    private static final int MOST_MEMBERS = 200;

    private final Part part;
    private final Watched watched;
    private final Counts counts;
    private final Grouping grouping;
    private final Drafts drafts;
    private final Consumer<Incident> listener;
    private final List<OpenIncident> open = new ArrayList<>();

    Incidents(Part part, Watched watched, Counts counts, Drafts drafts, Consumer<Incident> listener) {
        this.part = part;
        this.watched = watched;
        this.counts = counts;
        this.grouping = new Grouping(counts);
        this.drafts = drafts;
        this.listener = listener;
    }

    void load(byte[] value, SeriesNames names) {
        open.add(OpenIncident.read(value, names));
        open.sort(ORDER);
    }

    boolean isQuiet() {
        return open.isEmpty();
    }

    /** Takes a window in: each incident goes on, and alarms join one or open another. */
    void step(Round round) {
        var before = List.copyOf(open);
        var grown = join(round);
        before.forEach(incident -> goOn(incident, round, grown.contains(incident)));
        open.sort(ORDER);
    }

    private Set<OpenIncident> join(Round round) {
        var before = List.copyOf(open);
        var grown = new HashSet<OpenIncident>();
        var rest = new ArrayList<Sight>();
        for (var sight : round.raised()) {
            grouping.incidentOf(sight, before, round.window())
                    .ifPresentOrElse(incident -> add(incident, sight.series, grown), () -> rest.add(sight));
        }
        while (!rest.isEmpty()) {
            var scope = grouping.scopeOf(rest);
            var members = grouping.membersOf(scope, rest, round.window());
            rest.removeIf(sight -> members.contains(sight.series));
            begin(drafts.spike(scope, members.subList(0, Math.min(MOST_MEMBERS, members.size())), round, open));
        }
        for (var cause : round.newCauses()) {
            grouping.incidentOf(cause.series(), open, round.window())
                    .ifPresentOrElse(
                            incident -> add(incident, cause.series(), grown),
                            () -> begin(drafts.newCode(cause, round, open)));
        }
        return grown;
    }

    private static void add(OpenIncident incident, Series series, Set<OpenIncident> grown) {
        if (!incident.members.contains(series) && incident.members.size() < MOST_MEMBERS) {
            incident.members.add(series);
            grown.add(incident);
        }
    }

    private void begin(OpenIncident incident) {
        open.add(incident);
        keep(incident);
        listener.accept(incident.told);
    }

    private void goOn(OpenIncident incident, Round round, boolean isGrown) {
        var errors = round.errors(incident.scope());
        incident.errors += errors;
        incident.peak = Math.max(incident.peak, errors);
        if (isHot(incident, round.window())) {
            incident.lastHot = round.window();
        }
        incident.phase = incident.phase.next(sign(incident, round.window()), round.at());
        var next = drafts.next(incident, isFiring(incident), isGrown, round, others(incident));
        if (isGrown || isNews(incident.told, next) || incident.isTimeForNews(round.at())) {
            incident.told = next;
            listener.accept(next);
        }
        if (next.state() == State.RESOLVED) {
            open.remove(incident);
            part.delete(incident.told.id().toString());
            release(incident);
        } else {
            keep(incident);
        }
    }

    /** Alarms that would go on without an incident could not begin another. */
    private void release(OpenIncident ended) {
        ended.members.stream()
                .filter(series -> open.stream().noneMatch(other -> other.members.contains(series)))
                .forEach(watched::release);
    }

    private Collection<OpenIncident> others(OpenIncident incident) {
        return open.stream().filter(other -> other != incident).toList();
    }

    /** Whether the window has at least a quarter of the excess that it opened with. */
    private boolean isHot(OpenIncident incident, long window) {
        var evidence = incident.told.evidence();
        var bins = Math.max(1, evidence.windowSeconds() / Watched.BIN);
        var core = incident.core();
        var errors = counts.sum(window, leaf -> core.stream().anyMatch(leaf::isIn));
        return errors > (evidence.expected() + HOT * (evidence.observed() - evidence.expected())) / bins;
    }

    /**
     * It lasts as long as a member raises an alarm, unless that of its scope has ended and the others only wait for theirs to end,
     * or go on for another reason; one about a new code also while that comes, for an hour at most.
     */
    private Sign sign(OpenIncident incident, long window) {
        var age = window - incident.told.times().openedAt().getEpochSecond();
        var silence = window - incident.lastHot;
        var isNew = incident.told.kind() == Kind.NEW_CODE && age < NEW_CODE_SECONDS && silence < OVER_SECONDS;
        var hasEnded = !watched.isFiring(incident.scope())
                && incident.members.stream().noneMatch(member -> goesOn(incident, member, window));
        // Of a young project alarms may go on for hours: what is usual was guessed too low, and is learned from calm
        // times alone.
        var isForgotten =
                silence >= Math.max(OVER_SECONDS, incident.told.evidence().windowSeconds());
        if (!isNew && (hasEnded || isForgotten)) {
            return Sign.OVER;
        }
        return silence < CALM_SECONDS ? Sign.ABNORMAL : Sign.CALM;
    }

    /** Whether the alarm of a member would still join it: another outage may raise a wide one, too. */
    private boolean goesOn(OpenIncident incident, Series member, long window) {
        return watched.isElevated(member)
                && grouping.incidentOf(member, List.of(incident), window).isPresent();
    }

    private boolean isFiring(OpenIncident incident) {
        return incident.members.stream().anyMatch(watched::isFiring);
    }

    /** Whether it is worth a revision at once, since it changes what the incident means. */
    private static boolean isNews(Incident told, Incident next) {
        return told.state() != next.state()
                || told.severity() != next.severity()
                || !Objects.equals(told.quiet(), next.quiet())
                || !told.explanation().equals(next.explanation())
                || !told.context().equals(next.context());
    }

    private void keep(OpenIncident incident) {
        part.put(incident.told.id().toString(), incident.toBytes());
    }
}
