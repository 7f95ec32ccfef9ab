package dev.errata.api;

import dev.errata.core.Dimension;
import dev.errata.http.ApiException;
import dev.errata.store.query.RateSeries.Question;
import dev.errata.store.query.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query parameters of a question for rates: {@code by}, dimensions separated by commas; {@code from} and {@code to},
 * by default the last 15 minutes; {@code step}; and for any dimension the values that count, one parameter each. What is
 * unknown or out of range is refused by name.
 */
final class RateParameters {
    private static final Duration DEFAULT_RANGE = Duration.ofMinutes(15);
    private static final Duration MAX_RANGE = Duration.ofDays(32);
    private static final int MAX_BUCKETS = 1_000;
    private static final String DIMENSIONS =
            Arrays.stream(Dimension.values()).map(Dimension::column).collect(Collectors.joining(", "));

    private final String project;
    private final Map<String, List<String>> sent;
    private final TimeParameters times;
    private final Instant now;

    RateParameters(String project, Map<String, List<String>> sent, Instant now) {
        QueryParameters.requireStorable(sent);
        this.project = project;
        this.sent = sent;
        this.times = new TimeParameters(now);
        this.now = now;
    }

    /** @throws ApiException 400, naming the parameter at fault */
    Question question() {
        return new Question(project, grid(), by(), filters());
    }

    private TimeGrid grid() {
        var to = text("to").map(text -> times.instant("to", text)).findFirst().orElse(now);
        var from = text("from")
                .map(text -> times.instant("from", text))
                .findFirst()
                .orElse(to.minus(DEFAULT_RANGE));
        checkRange(from, to);
        var grid = text("step")
                .map(text -> new TimeGrid(from, to, times.step(text)))
                .findFirst()
                .orElseGet(() -> TimeGrid.of(from, to));
        if (grid.size() > MAX_BUCKETS) {
            throw refused("step", "is too short: at most " + MAX_BUCKETS + " steps from from to to");
        }
        return grid;
    }

    private static void checkRange(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw refused("from", "must be before to");
        }
        if (Duration.between(from, to).compareTo(MAX_RANGE) > 0) {
            throw refused("from", "is more than " + MAX_RANGE.toDays() + " days before to");
        }
    }

    private Set<Dimension> by() {
        var by = EnumSet.noneOf(Dimension.class);
        text("by")
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .filter(name -> !name.isBlank())
                .map(name -> Dimension.named(name.strip()).orElseThrow(() -> unknown(name)))
                .forEach(by::add);
        return by;
    }

    private Map<Dimension, List<String>> filters() {
        var filters = new EnumMap<Dimension, List<String>>(Dimension.class);
        sent.forEach((name, values) -> {
            if (!Set.of("by", "from", "to", "step").contains(name)) {
                filters.put(Dimension.named(name).orElseThrow(() -> unknownParameter(name)), values);
            }
        });
        return filters;
    }

    /** The parameter's value, if it is there. */
    private Stream<String> text(String name) {
        var values = sent.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw refused(name, "is given more than once");
        }
        return values.stream();
    }

    private static ApiException unknown(String dimension) {
        return refused("by", "does not know the dimension " + dimension + "; known are " + DIMENSIONS);
    }

    private static ApiException unknownParameter(String name) {
        return refused(name, "is no parameter; known are by, from, to, step and, to filter, " + DIMENSIONS);
    }

    private static ApiException refused(String parameter, String why) {
        return ApiException.badRequest(parameter + " " + why).withParam(parameter);
    }
}
