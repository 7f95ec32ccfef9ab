package dev.errata.store.query;

import dev.errata.core.Dimension;
import dev.errata.core.incident.Incident;
import dev.errata.core.retry.CallTotals;
import dev.errata.core.retry.IncidentCalls;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of the calls that an incident is about? Told from the totals; unknown without. */
public final class CallsDuringIncident {
    private final CallSeries calls;

    /** Asks by these. */
    public CallsDuringIncident(CallSeries calls) {
        this.calls = calls;
    }

    /**
     * The calls from its beginning on, for {@link IncidentCalls#LONGEST} at most.
     *
     * @param to its end, or as far as it is looked at
     * @throws StoreUnavailableException where asking again later may help
     */
    public IncidentCalls answer(Incident incident, Instant to) {
        var where = new EnumMap<Dimension, String>(Dimension.class);
        FindEvidence.Question.of(incident, to).where().forEach((dimension, value) -> {
            if (dimension.isOfTraffic()) {
                where.put(dimension, value);
            }
        });
        var grid = grid(incident.times().startedAt(), to);
        var totals = calls
                .answer(new CallSeries.Question(incident.project(), grid, new Grouping(Set.of(), filters(where))))
                .series()
                .values()
                .stream()
                .flatMap(steps -> steps.values().stream())
                .reduce(CallTotals.NONE, CallTotals::plus);
        return new IncidentCalls(where, grid.from(), grid.to(), totals);
    }

    private static TimeGrid grid(Instant from, Instant to) {
        var latest = from.plus(IncidentCalls.LONGEST);
        var earliest = from.plus(TimeGrid.WINDOW);
        return TimeGrid.of(from, to.isAfter(latest) ? latest : to.isBefore(earliest) ? earliest : to);
    }

    private static Map<Dimension, List<String>> filters(Map<Dimension, String> where) {
        var filters = new EnumMap<Dimension, List<String>>(Dimension.class);
        where.forEach((dimension, value) -> filters.put(dimension, List.of(value)));
        return filters;
    }
}
