package dev.errata.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.core.Dimension;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.State;
import dev.errata.core.retry.IncidentCalls;
import dev.errata.store.query.FindEvidence;
import dev.errata.store.query.FindEvidence.Exhibit;
import dev.errata.store.query.FindIncident;
import dev.errata.store.query.IncidentQueries;
import dev.errata.store.query.RateSeries;
import dev.errata.store.query.Series;
import dev.errata.store.query.Series.Point;
import dev.errata.store.query.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the store holds of an incident: failed calls that show it, and its rates, to which what came late is added.
 *
 * @param queries ask the store
 * @param now until when an incident that goes on is looked at
 */
record IncidentEvidence(IncidentQueries queries, Instant now) {
    private static final Duration BEFORE = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofDays(30);

    /**
     * What was found.
     *
     * @param exhibits the failed calls
     * @param grid of the rates
     * @param series of all that is like what drives the incident
     * @param usualPerStep errors that are usual in a step of the grid
     * @param errors since its beginning, as of now
     * @param calls what became of the calls that it is about
     */
    record Found(
            List<ObjectNode> exhibits,
            TimeGrid grid,
            Series series,
            double usualPerStep,
            long errors,
            IncidentCalls calls) {}

    Found of(FindIncident.Answer answer) {
        var incident = answer.found().incident();
        var where = Dimension.among(incident.scope().where());
        var start = incident.times().startedAt();
        var to = end(incident);
        var exhibits = exhibits(answer, to);
        var grid = TimeGrid.of(start.minus(BEFORE), to);
        var series = series(incident.project(), grid, where);
        var fine = TimeGrid.of(start, to);
        var errors = series(incident.project(), fine, where).points().stream()
                .mapToLong(Point::errors)
                .sum();
        var evidence = incident.evidence();
        var usual = evidence.windowSeconds() == 0
                ? 0
                : evidence.expected() * grid.step().toSeconds() / evidence.windowSeconds();
        return new Found(exhibits, grid, series, usual, errors, queries.calls().answer(incident, to));
    }

    /** Those that were kept with it, since its events may have gone; else those that the store finds. */
    private List<ObjectNode> exhibits(FindIncident.Answer answer, Instant to) {
        if (answer.exhibits().isPresent()) {
            return kept(answer.exhibits().get());
        }
        var question = FindEvidence.Question.of(answer.found().incident(), to);
        return queries.evidence().answer(question).stream().map(Exhibit::toJson).toList();
    }

    private static List<ObjectNode> kept(String exhibits) {
        try {
            return Json.parse(exhibits.getBytes(UTF_8))
                    .valueStream()
                    .map(JsonNode::asObject)
                    .toList();
        } catch (InvalidRecordException e) {
            throw new IllegalStateException("what was kept with an incident is no JSON", e);
        }
    }

    private Instant end(Incident incident) {
        var times = incident.times();
        var end = incident.state() == State.RESOLVED
                ? Objects.requireNonNullElse(times.endedAt(), times.updatedAt())
                : now;
        var latest = times.startedAt().plus(LONGEST);
        var earliest = times.startedAt().plus(TimeGrid.WINDOW);
        return end.isAfter(latest) ? latest : end.isBefore(earliest) ? earliest : end;
    }

    private Series series(String project, TimeGrid grid, Map<Dimension, String> where) {
        var filters = new EnumMap<Dimension, List<String>>(Dimension.class);
        where.forEach((dimension, value) -> filters.put(dimension, List.of(value)));
        return queries.rates().answer(new RateSeries.Question(project, grid, Set.of(), filters)).series().stream()
                .findFirst()
                .orElse(Series.NONE);
    }
}
