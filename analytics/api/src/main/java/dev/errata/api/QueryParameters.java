package dev.errata.api;

import dev.errata.contract.Owner;
import dev.errata.core.Dimension;
import dev.errata.http.ApiException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The query parameters of one request, read by name; what is unknown or out of range is refused by name. */
final class QueryParameters {
    private static final String OWNERS = Arrays.stream(Owner.values())
            .map(owner -> owner.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));

    private final Map<String, List<String>> sent;
    private final TimeParameters times;

    QueryParameters(Map<String, List<String>> sent, Instant now) {
        this.sent = sent;
        this.times = new TimeParameters(now);
        requireStorable(sent);
    }

    /** No text in Postgres has a U+0000, so nothing can be found by one. */
    static void requireStorable(Map<String, List<String>> sent) {
        sent.forEach((name, values) -> {
            if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
                throw refused(name, "must not contain the character U+0000");
            }
        });
    }

    /** Refuses all but these and, where dimensions are allowed, these too. */
    void requireKnown(boolean dimensions, String... names) {
        var known = new TreeSet<>(Set.of(names));
        if (dimensions) {
            Stream.of(Dimension.values()).map(Dimension::column).forEach(known::add);
        }
        sent.keySet().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw refused(name, "is no parameter; known are " + String.join(", ", known));
        });
    }

    boolean has(String name) {
        return sent.containsKey(name);
    }

    /** The only value, if it is there and not empty. */
    Optional<String> text(String name) {
        var values = sent.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw refused(name, "is given more than once");
        }
        return values.stream().findFirst().filter(value -> !value.isEmpty());
    }

    Optional<Instant> time(String name) {
        return text(name).map(value -> times.instant(name, value));
    }

    TimeParameters times() {
        return times;
    }

    int limit(int fallback, int most) {
        var text = text("limit").orElse(Integer.toString(fallback));
        var limit = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > most) {
            throw refused("limit", "must be from 1 to " + most);
        }
        return limit;
    }

    Optional<Owner> owner() {
        return text("owner")
                .map(name -> Arrays.stream(Owner.values())
                        .filter(owner -> owner.name().toLowerCase(Locale.ROOT).equals(name))
                        .findFirst()
                        .orElseThrow(() -> refused("owner", "must be one of " + OWNERS)));
    }

    /** For each dimension that is named, all values that count; an empty one counts what has none. */
    Map<Dimension, List<String>> labels() {
        var labels = new EnumMap<Dimension, List<String>>(Dimension.class);
        for (var dimension : Dimension.values()) {
            var values = sent.get(dimension.column());
            if (values != null) {
                labels.put(dimension, values);
            }
        }
        return labels;
    }

    static ApiException refused(String parameter, String why) {
        return ApiException.badRequest(parameter + " " + why).withParam(parameter);
    }
}
