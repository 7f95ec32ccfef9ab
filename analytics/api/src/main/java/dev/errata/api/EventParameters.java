package dev.errata.api;

import static dev.errata.api.QueryParameters.refused;

import dev.errata.store.query.ErrorGroups;
import dev.errata.store.query.EventFilter;
import dev.errata.store.query.ListEvents.Place;
import dev.errata.store.query.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Which stored failures are meant: {@code from} and {@code to}, by default the last 24 hours; for any dimension the values
 * that count; {@code fingerprint}, several times if need be; {@code owner}; and {@code q}, a text in what is the same in all
 * messages of an error.
 */
final class EventParameters {
    private static final Duration DEFAULT_RANGE = Duration.ofHours(24);

    /** What is grouped is read in full. */
    private static final Duration MAX_GROUPED = Duration.ofDays(32);

    private static final int MAX_STEPS = 1_000;
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

    private final QueryParameters parameters;
    private final Map<String, List<String>> sent;
    private final Instant now;

    EventParameters(Map<String, List<String>> sent, Instant now) {
        this.parameters = new QueryParameters(sent, now);
        this.sent = sent;
        this.now = now;
    }

    QueryParameters parameters() {
        return parameters;
    }

    EventFilter filter(String project) {
        var to = parameters.time("to").orElse(now);
        var from = parameters.time("from").orElse(to.minus(DEFAULT_RANGE));
        if (!from.isBefore(to)) {
            throw refused("from", "must be before to");
        }
        return new EventFilter(project, from, to, parameters.labels(), fingerprints(), parameters.owner());
    }

    /** Of the errors that have the {@code q}, if there is one. */
    EventFilter filter(String project, ErrorGroups groups) {
        var filter = filter(project);
        var text = parameters.text("q");
        return text.isEmpty() ? filter : filter.withFingerprints(groups.matching(question(filter, text)));
    }

    ErrorGroups.Question groups(String project) {
        var filter = filter(project);
        var text = parameters.text("q");
        var question = question(filter, text);
        var limit = parameters.limit(50, ErrorGroups.MAX_LIMIT);
        return new ErrorGroups.Question(filter, question.grid(), parameters.time("new_since"), text, limit);
    }

    private ErrorGroups.Question question(EventFilter filter, Optional<String> text) {
        if (Duration.between(filter.from(), filter.to()).compareTo(MAX_GROUPED) > 0) {
            throw refused("from", "is more than " + MAX_GROUPED.toDays() + " days before to");
        }
        var grid = parameters
                .text("step")
                .map(step -> new TimeGrid(
                        filter.from(), filter.to(), parameters.times().step(step)))
                .orElseGet(() -> TimeGrid.of(filter.from(), filter.to()));
        if (grid.size() > MAX_STEPS) {
            throw refused("step", "is too short: at most " + MAX_STEPS + " steps from from to to");
        }
        return new ErrorGroups.Question(filter, grid, Optional.empty(), text, ErrorGroups.MAX_LIMIT);
    }

    /** As {@link #text(Place)} writes it. */
    Optional<Place> after() {
        return parameters.text("after").map(EventParameters::place);
    }

    static String text(Place place) {
        return place.time() + "," + place.eventId();
    }

    static Place place(String text) {
        var parts = text.split(",", 2);
        try {
            return new Place(
                    new TimeParameters(Instant.EPOCH).instant("after", parts[0]),
                    UUID.fromString(parts[parts.length - 1]));
        } catch (IllegalArgumentException e) {
            throw refused("after", "must be the next of the page before");
        }
    }

    private Optional<Collection<String>> fingerprints() {
        var named = sent.getOrDefault("fingerprint", List.of());
        named.stream()
                .filter(name -> !FINGERPRINT.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw refused("fingerprint", "must be 16 hex digits, as events and groups have it");
                });
        return named.isEmpty() ? Optional.empty() : Optional.of(named);
    }
}
