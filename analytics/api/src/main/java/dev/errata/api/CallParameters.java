package dev.errata.api;

import static dev.errata.api.QueryParameters.refused;

import dev.errata.core.Dimension;
import dev.errata.core.retry.Retries;
import dev.errata.store.query.Grouping;
import dev.errata.store.query.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query parameters of questions about calls and tasks: {@code by}, dimensions of traffic, by default {@code app};
 * {@code from} and {@code to}, by default the last hour; {@code step}; for any dimension of traffic the values that count; and
 * for retries {@code max_attempts}.
 */
final class CallParameters {
    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);

    /** Failed attempts are read one by one. */
    private static final Duration MAX_RANGE = Duration.ofDays(7);

    private static final int MAX_STEPS = 1_000;
    private static final int MOST_ATTEMPTS = 100;
    private static final String DIMENSIONS = ofTraffic().map(Dimension::column).collect(Collectors.joining(", "));

    private final QueryParameters parameters;
    private final Instant now;

    CallParameters(Map<String, List<String>> sent, Instant now, String... more) {
        this.parameters = new QueryParameters(sent, now);
        this.now = now;
        var known = Stream.concat(ofTraffic().map(Dimension::column), Stream.of("by", "from", "to", "step"));
        parameters.requireKnown(false, Stream.concat(known, Stream.of(more)).toArray(String[]::new));
    }

    Instant now() {
        return now;
    }

    TimeGrid grid() {
        var to = parameters.time("to").orElse(now);
        var from = parameters.time("from").orElse(to.minus(DEFAULT_RANGE));
        if (!from.isBefore(to)) {
            throw refused("from", "must be before to");
        }
        if (Duration.between(from, to).compareTo(MAX_RANGE) > 0) {
            throw refused("from", "is more than " + MAX_RANGE.toDays() + " days before to");
        }
        var grid = parameters
                .text("step")
                .map(step -> new TimeGrid(from, to, parameters.times().step(step)))
                .orElseGet(() -> TimeGrid.of(from, to));
        if (grid.size() > MAX_STEPS) {
            throw refused("step", "is too short: at most " + MAX_STEPS + " steps from from to to");
        }
        return grid;
    }

    Grouping grouping() {
        return new Grouping(by(), parameters.labels());
    }

    int maxAttempts() {
        var text = parameters.text("max_attempts").orElse(Integer.toString(Retries.MAX_ATTEMPTS));
        var most = text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
        if (most < 1 || most > MOST_ATTEMPTS) {
            throw refused("max_attempts", "must be from 1 to " + MOST_ATTEMPTS);
        }
        return most;
    }

    private Set<Dimension> by() {
        if (!parameters.has("by")) {
            return Set.of(Dimension.APP);
        }
        var by = EnumSet.noneOf(Dimension.class);
        parameters.text("by").stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(name -> by.add(Dimension.named(name)
                        .filter(Dimension::isOfTraffic)
                        .orElseThrow(() ->
                                refused("by", "does not know the dimension " + name + "; known are " + DIMENSIONS))));
        return by;
    }

    private static Stream<Dimension> ofTraffic() {
        return Arrays.stream(Dimension.values()).filter(Dimension::isOfTraffic);
    }
}
