package dev.errata.core.monitor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which alarms are one outage. */
final class Grouping {
    /** A series that holds so much of the biggest excess stands for the wider ones. */
    private static final double HOLDS = 0.8;

    /** So much of a series' latest errors within an incident, and it is the same outage. */
    private static final double OVERLAP = 0.5;

    /** Over which errors are compared, with the window that is judged. */
    private static final long LATEST = 50;

    private final Counts counts;

    Grouping(Counts counts) {
        this.counts = counts;
    }

    /**
     * Which of the incidents an alarm belongs to: by its latest errors, or else by all that raised it. A long window may hold
     * an outage that is over, and not much else.
     */
    Optional<OpenIncident> incidentOf(Sight raised, Collection<OpenIncident> incidents, long window) {
        var raisedBy = raised.finding().window().toSeconds() - Watched.BIN;
        return incidentOf(raised.series, incidents, window)
                .or(() -> incidentOf(raised.series, incidents, window - raisedBy, window));
    }

    /** Which of the incidents the series belongs to: the one that it shares most with of its latest errors. */
    Optional<OpenIncident> incidentOf(Series series, Collection<OpenIncident> incidents, long window) {
        return incidentOf(series, incidents, window - LATEST, window);
    }

    private Optional<OpenIncident> incidentOf(
            Series series, Collection<OpenIncident> incidents, long from, long window) {
        OpenIncident best = null;
        var most = 0.0;
        for (var incident : incidents) {
            var shared = shared(series, incident.core(), from, window);
            if (shared > most) {
                most = shared;
                best = incident;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Of several alarms that begin together: the narrowest that stands for what is wider. */
    Sight scopeOf(List<Sight> raised) {
        var biggest = raised.stream().mapToDouble(Grouping::excess).max().orElse(0);
        return raised.stream()
                .filter(sight -> excess(sight) >= HOLDS * biggest)
                .findFirst()
                .orElseThrow();
    }

    private static double excess(Sight sight) {
        return sight.finding().observed() - sight.finding().expected();
    }

    /** Those of the alarms that are the same outage: the one that stands for them first. */
    List<Series> membersOf(Sight scope, List<Sight> raised, long window) {
        var core = core(scope.series, raised);
        var members = new ArrayList<Series>();
        members.add(scope.series);
        for (var sight : raised) {
            if (sight != scope && shared(sight.series, core, window - LATEST, window) > 0) {
                members.add(sight.series);
            }
        }
        return members;
    }

    private static List<Series> core(Series scope, List<Sight> raised) {
        return scope.kind.isTelling()
                ? raised.stream()
                        .map(sight -> sight.series)
                        .filter(series ->
                                series.equals(scope) || (series.kind.isTelling() && scope.scope.contains(series.scope)))
                        .toList()
                : List.of(scope);
    }

    /** How much it shares: 1 is a cause or a model, or all errors; 0 not enough. */
    private double shared(Series series, Collection<Series> core, long from, long window) {
        if (core.contains(series) || (series.kind.isTelling() && core.stream().anyMatch(one -> meet(series, one)))) {
            return 1;
        }
        var all = new long[1];
        var inside = new long[1];
        counts.forEach(from, window, (leaf, errors) -> {
            if (leaf.isIn(series)) {
                all[0] += errors;
                inside[0] += core.stream().anyMatch(leaf::isIn) ? errors : 0;
            }
        });
        var share = all[0] == 0 ? 0 : (double) inside[0] / all[0];
        return share >= OVERLAP ? share : 0;
    }

    private static boolean meet(Series one, Series other) {
        return other.kind.isTelling()
                && one.scope.where().entrySet().stream()
                        .anyMatch(other.scope.where().entrySet()::contains);
    }
}
