package dev.errata.store.query;

import dev.errata.core.Dimension;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statement behind {@link RateSeries}. It depends only on the level and on which dimensions are asked for and filtered by,
 * and their names come from enums; so there are few texts, each is prepared, and no input is part of one.
 */
final class RateSql {
    /**
     * Series go by small numbers until the end: a month has a hundred thousand rows, and names are text. A line is what the
     * answer tells apart, a target what its requests are of; place is its order in the answer.
     */
    private static final String TEMPLATE = """
        WITH named AS MATERIALIZED (
            SELECT series_id, $key, dense_rank() OVER (ORDER BY $key) AS line,
                dense_rank() OVER (ORDER BY $shared) AS target, true$filters AS wanted
            FROM series WHERE project = :project$trafficFilters
        ), error AS MATERIALIZED (
            SELECT date_bin(:step * interval '1 second', window_start, 'epoch') AS bucket, line,
                sum($errors)::bigint AS errors, bool_and($closed) AS closed
            FROM rate_$level JOIN named USING (series_id)
            WHERE window_start >= :from AND window_start < :to AND wanted$present
            GROUP BY bucket, line
        ), traffic AS MATERIALIZED (
            SELECT date_bin(:step * interval '1 second', window_start, 'epoch') AS bucket, target,
                sum(requests)::bigint AS requests, bool_and($closed) AS closed
            FROM traffic_$level JOIN named USING (series_id)
            WHERE window_start >= :from AND window_start < :to$present
            GROUP BY bucket, target
        ), known AS (
            SELECT line, sum(errors) AS total
            FROM (SELECT line, errors FROM error$callsWithoutErrors) AS counted GROUP BY line
        ), place AS MATERIALIZED (
            SELECT row_number() OVER (ORDER BY total DESC, $ordered) AS place, line, target, $key
            FROM known JOIN (SELECT DISTINCT line, target, $key FROM named) AS name USING (line)
            ORDER BY place LIMIT :limit
        ), point AS (
            SELECT place, bucket, sum(errors)::bigint AS errors, max(requests) AS requests, bool_and(closed) AS closed
            FROM (
                SELECT place, bucket, errors, NULL::bigint AS requests, closed FROM error JOIN place USING (line)
                UNION ALL
                SELECT place, bucket, 0, requests, closed FROM traffic JOIN place USING (target)
            ) AS part GROUP BY place, bucket
        ), series_of_points AS (
            SELECT place, array_agg(extract(epoch FROM bucket)::bigint ORDER BY bucket) AS buckets,
                array_agg(errors ORDER BY bucket) AS errors, array_agg(requests ORDER BY bucket) AS requests,
                array_agg(closed ORDER BY bucket) AS closed
            FROM point GROUP BY place
        )
        SELECT $key, buckets, errors, requests, closed FROM series_of_points JOIN place USING (place) ORDER BY place
        """;

    private RateSql() {}

    /** A row for each series: the columns of the dimensions in {@code by}, then arrays: buckets, errors, requests, closed. */
    static String of(RateLevel level, List<Dimension> by, Collection<Dimension> filtered) {
        var shared = by.stream().filter(Dimension::isOfTraffic).toList();
        var ofTraffic = filtered.stream().filter(Dimension::isOfTraffic).toList();
        return level.in(TEMPLATE)
                .replace("$callsWithoutErrors", shared.equals(by) ? " UNION ALL SELECT target, 0 FROM traffic" : "")
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
