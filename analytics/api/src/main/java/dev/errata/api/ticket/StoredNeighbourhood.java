package dev.errata.api.ticket;

import dev.errata.core.Dimension;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.State;
import dev.errata.core.retry.IncidentCalls;
import dev.errata.core.ticket.Alike;
import dev.errata.core.ticket.ErrorRate;
import dev.errata.core.ticket.Neighbourhood;
import dev.errata.core.ticket.Recorded;
import dev.errata.store.query.FindAlike;
import dev.errata.store.query.Queries;
import dev.errata.store.query.RateSeries;
import dev.errata.store.query.Series;
import dev.errata.store.query.Series.Point;
import dev.errata.store.query.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a project has stored around a failure.
 *
 * @param project whose
 */
record StoredNeighbourhood(Queries queries, String project) implements Neighbourhood {
    @Override
    public Alike alike(Recorded failure, Duration around) {
        var time = failure.event().time();
        return queries.findAlike()
                .answer(new FindAlike.Question(
                        project,
                        failure.fingerprint(),
                        Objects.toString(failure.event().target().provider(), ""),
                        time.minus(around),
                        time.plus(around)));
    }

    @Override
    public Optional<ErrorRate> rate(Recorded failure, Duration around) {
        var time = failure.event().time();
        var grid = new TimeGrid(time.minus(around), time.plus(around), TimeGrid.WINDOW);
        var question = new RateSeries.Question(project, grid, Set.of(), filters(failure));
        return queries.rateSeries().answer(question).series().stream()
                .findFirst()
                .map(series -> rate(grid.from(), grid.to(), series));
    }

    @Override
    public IncidentCalls calls(Incident incident) {
        var times = incident.times();
        var end = incident.state() == State.RESOLVED ? times.endedAt() : null;
        return queries.callsDuringIncident().answer(incident, Objects.requireNonNullElse(end, times.updatedAt()));
    }

    private static EnumMap<Dimension, List<String>> filters(Recorded failure) {
        var event = failure.event();
        var filters = new EnumMap<Dimension, List<String>>(Dimension.class);
        filters.put(Dimension.PROVIDER, List.of(Objects.toString(event.target().provider(), "")));
        filters.put(Dimension.MODEL, List.of(Objects.toString(event.target().model(), "")));
        filters.put(Dimension.CODE, List.of(Objects.toString(event.failure().code(), "")));
        filters.put(Dimension.STATUS, List.of(Objects.toString(event.failure().status(), "")));
        return filters;
    }

    /** Of windows without totals nobody knows the calls; so their errors are in no ratio. */
    private static ErrorRate rate(Instant from, Instant to, Series series) {
        var points = series.points();
        var counted = points.stream().filter(point -> point.requests() != null).toList();
        var errors = (counted.isEmpty() ? points : counted)
                .stream().mapToLong(Point::errors).sum();
        var requests = counted.stream()
                .map(Point::requests)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        return new ErrorRate(
                from,
                to,
                errors,
                counted.isEmpty() ? null : requests,
                !series.coverage().isUnknown());
    }
}
