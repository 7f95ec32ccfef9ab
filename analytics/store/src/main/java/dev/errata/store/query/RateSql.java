package dev.errata.store.query;

import dev.errata.core.Dimension;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statement behind {@link RateSeries}. It depends only on which dimensions are asked for and filtered by, and their
 * names come from the enum; so there are few texts, each is prepared, and no input is part of one.
 */
final class RateSql {
    private static final String TEMPLATE = """
            WITH error AS (
                SELECT date_bin(:step * interval '1 second', window_start, 'epoch') AS bucket, $key,
                    sum(stream_count + sink_count)::bigint AS errors, bool_and(coalesce(closed, true)) AS closed
                FROM rate_10s JOIN series USING (series_id)
                WHERE window_start >= :from AND window_start < :to AND project = :project$filters
                GROUP BY bucket, $key
            ), traffic AS (
                SELECT date_bin(:step * interval '1 second', window_start, 'epoch') AS bucket, $shared,
                    sum(requests)::bigint AS requests, bool_and(closed) AS closed
                FROM traffic_10s JOIN series USING (series_id)
                WHERE window_start >= :from AND window_start < :to AND project = :project$trafficFilters
                GROUP BY bucket, $shared
            ), known AS (
                SELECT $key, errors FROM error$callsWithoutErrors
            ), line AS (
                SELECT $key, sum(errors) AS total FROM known
                GROUP BY $key ORDER BY total DESC, $ordered LIMIT :limit
            ), point AS (
                SELECT bucket, $key FROM error
                UNION SELECT bucket, $key FROM line JOIN traffic USING ($shared)
            )
            SELECT bucket, $key, coalesce(errors, 0) AS errors, requests,
                error.closed IS NOT FALSE AND traffic.closed IS NOT FALSE AS closed
            FROM line JOIN point USING ($key)
            LEFT JOIN error USING (bucket, $key)
            LEFT JOIN traffic USING (bucket, $shared)
            ORDER BY total DESC, $ordered, bucket
            """;

    private RateSql() {}

    /** The columns are those of the dimensions in {@code by}, then bucket, errors, requests, closed. */
    static String of(List<Dimension> by, Collection<Dimension> filtered) {
        var shared = by.stream().filter(Dimension::isOfTraffic).toList();
        var ofTraffic = filtered.stream().filter(Dimension::isOfTraffic).toList();
        return TEMPLATE.replace(
                        "$callsWithoutErrors", shared.equals(by) ? " UNION ALL SELECT $key, 0 FROM traffic" : "")
                .replace("$filters", filters(filtered))
                .replace("$trafficFilters", filters(ofTraffic))
                .replace("$key", columns(by, ""))
                .replace("$shared", columns(shared, ""))
                .replace("$ordered", columns(by, " COLLATE \"C\""));
    }

    /** The project comes first, so that no list is ever empty. */
    private static String columns(List<Dimension> dimensions, String suffix) {
        return Stream.concat(Stream.of("project"), dimensions.stream().map(Dimension::column))
                .map(column -> column + suffix)
                .collect(Collectors.joining(", "));
    }

    private static String filters(Collection<Dimension> dimensions) {
        return dimensions.stream()
                .map(Dimension::column)
                .sorted()
                .map(column -> " AND " + column + " = ANY (:" + column + ")")
                .collect(Collectors.joining());
    }
}
