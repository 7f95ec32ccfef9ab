package dev.errata.store.query;

import dev.errata.core.Dimension;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;

/**
 * By which dimensions numbers of calls are told apart, and which calls count. Only dimensions of traffic: what calls have
 * whether they fail or not. Immutable.
 *
 * @param by what to tell apart; nothing: one key for all
 * @param filters for a dimension, the values that count, {@code ''} for none; all where it is not named
 */
public record Grouping(Set<Dimension> by, Map<Dimension, List<String>> filters) {
    public Grouping {
        by = Set.copyOf(by);
        filters = Map.copyOf(filters);
        if (!Stream.concat(by.stream(), filters.keySet().stream()).allMatch(Dimension::isOfTraffic)) {
            throw new IllegalArgumentException("only dimensions of traffic: " + by + ", " + filters.keySet());
        }
    }

    private List<Dimension> ordered() {
        return List.copyOf(new TreeSet<>(by));
    }

    /** The columns of the key, for a list that is never empty. */
    String columns() {
        return Stream.concat(Stream.of("project"), ordered().stream().map(Dimension::column))
                .collect(Collectors.joining(", "));
    }

    /** The same, and of a table in which what is missing is null. */
    String ofNullable() {
        return Stream.concat(
                        Stream.of("project"),
                        ordered().stream().map(Dimension::column).map("coalesce(%1$s, '') AS %1$s"::formatted))
                .collect(Collectors.joining(", "));
    }

    /** What the latter is grouped by. */
    String groups() {
        return Stream.concat(
                        Stream.of("project"),
                        ordered().stream().map(Dimension::column).map("coalesce(%s, '')"::formatted))
                .collect(Collectors.joining(", "));
    }

    /** More conditions for such a table, or for one in which it is {@code ''}. */
    String conditions() {
        return filters.keySet().stream()
                .sorted()
                .map(Dimension::column)
                .map(" AND coalesce(%1$s, '') = ANY (:%1$s)"::formatted)
                .collect(Collectors.joining());
    }

    Query bind(Query query) {
        filters.forEach((dimension, values) -> query.bindArray(dimension.column(), String.class, values));
        return query;
    }

    Map<Dimension, String> key(ResultSet results) throws SQLException {
        var key = new EnumMap<Dimension, String>(Dimension.class);
        for (var dimension : by) {
            key.put(dimension, results.getString(dimension.column()));
        }
        return key;
    }
}
