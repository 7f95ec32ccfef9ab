package dev.errata.store.query;

import static java.util.stream.Collectors.joining;

import dev.errata.core.Dimension;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The statement behind {@link RateSeries}. It depends only on the level, on which parts of a day its buckets need, and on which
 * dimensions are asked for and filtered by, and their names come from enums; so there are few texts, each is prepared, and no
 * input is part of one.
 */
final class RateSql {
    /**
     * Series go by small numbers until the end: a month has a hundred thousand rows, and names are text. A line is what the
     * answer tells apart, a target what its requests are of; place is its order in the answer. Calls stand in the first
     * line of their target only.
     */
    private static final String TEMPLATE = """
        WITH named AS MATERIALIZED (
            SELECT series_id, $key, dense_rank() OVER (ORDER BY $key) AS line,
                dense_rank() OVER (ORDER BY $shared) AS target, true$filters AS wanted
            FROM series WHERE project = :project$trafficFilters
        ), $counted, traffic AS MATERIALIZED (
            SELECT date_bin(:step * interval '1 second', window_start, 'epoch') AS bucket, target,
                sum(requests)::bigint AS requests, bool_and($closed) AS closed
            FROM traffic_$level JOIN named USING (series_id)
            WHERE window_start >= :from AND window_start < :to$present
            GROUP BY bucket, target
        ), known AS (
            SELECT line, sum(errors) AS total
            FROM (SELECT line, errors FROM error
                UNION ALL SELECT line, errors FROM packed_day$callsWithoutErrors) AS counted GROUP BY line
        ), place AS MATERIALIZED (
            SELECT row_number() OVER (ORDER BY total DESC, $ordered) AS place, line, target, $key
            FROM known JOIN (SELECT DISTINCT line, target, $key FROM named) AS name USING (line)
            ORDER BY place LIMIT :limit
        ), errors AS (
            SELECT line, array_agg(extract(epoch FROM bucket)::bigint) AS buckets, array_agg(errors) AS errors,
                array_agg(closed) AS closed
            FROM error GROUP BY line
        ), days AS (
            SELECT line, array_agg(extract(epoch FROM day_start)::bigint) AS days, array_agg(hours) AS hours,
                array_agg(slots) AS slots
            FROM packed_day GROUP BY line
        ), calls AS (
            SELECT (SELECT min(place) FROM place WHERE place.target = traffic.target) AS place,
                array_agg(extract(epoch FROM bucket)::bigint) AS calls_buckets, array_agg(requests) AS requests,
                array_agg(closed) AS calls_closed
            FROM traffic GROUP BY target
        )
        SELECT $key, target, buckets, errors, closed, days, hours, slots, calls_buckets, requests, calls_closed
        FROM place LEFT JOIN errors USING (line) LEFT JOIN days USING (line) LEFT JOIN calls USING (place)
        ORDER BY place
        """;

    private static final String BY_WINDOW = """
        error AS MATERIALIZED (
            SELECT date_bin(:step * interval '1 second', window_start, 'epoch') AS bucket, line,
                sum($errors)::bigint AS errors, bool_and($closed) AS closed
            FROM rate_$level JOIN named USING (series_id)
            WHERE window_start >= :from AND window_start < :to AND wanted$present
            GROUP BY bucket, line
        ), packed_day AS (
            SELECT CAST(NULL AS timestamptz) AS day_start, CAST(NULL AS bigint) AS line, 0 AS hours, CAST(0 AS bigint) AS errors,
                CAST('{}' AS bigint[]) AS slots
            WHERE false
        )""";

    /** Whole days that are packed, in slots: the longest parts of a day that no bucket cuts; and the hours of all others. */
    private static final String BY_DAY = """
        day AS MATERIALIZED (
            SELECT day_start, greatest(day_start, :from) AS since, least(day_start + interval '24 hours', :to) AS until,
                day_start >= :from AND day_start + interval '24 hours' <= :to
                    AND day_start IN (SELECT day_start FROM rate_day_packed) AS packed
            FROM generate_series(date_bin('24 hours', :from, 'epoch'), :to - interval '1 microsecond', interval '24 hours')
                AS day_start
        ), packed_day AS MATERIALIZED (
            SELECT day_start, line, bit_or(hours) AS hours, sum(total)::bigint AS errors, ARRAY[$sums] AS slots
            FROM day JOIN rate_day USING (day_start) JOIN named USING (series_id)
            WHERE packed AND wanted GROUP BY day_start, line
        ), error AS MATERIALIZED (
            SELECT date_bin(:step * interval '1 second', window_start, 'epoch') AS bucket, line,
                sum(errors)::bigint AS errors, bool_and(open = 0) AS closed
            FROM day JOIN rate_1h ON window_start >= since AND window_start < until JOIN named USING (series_id)
            WHERE NOT packed AND wanted AND windows > 0
            GROUP BY bucket, line
        )""";

    /** Of a packed day. */
    static final int HOURS = 24;

    private RateSql() {}

    /** How many slots a day is answered in, for steps of whole hours. */
    static int slots(Duration step) {
        var slot = BigInteger.valueOf(step.toHours()).gcd(BigInteger.valueOf(HOURS));
        return HOURS / slot.intValue();
    }

    /**
     * A row for each series: the columns of the dimensions in {@code by}, then arrays, in no order, null where there are none:
     * of buckets their start in seconds, errors and whether they are closed; of packed days their start, a bit for each hour that
     * has errors, and the errors in each slot; of buckets with calls, in the first row of those that share them, their
     * start, requests and whether they are closed.
     */
    static String of(Duration step, List<Dimension> by, Collection<Dimension> filtered) {
        var level = RateLevel.of(step);
        var shared = by.stream().filter(Dimension::isOfTraffic).toList();
        var ofTraffic = filtered.stream().filter(Dimension::isOfTraffic).toList();
        var counted = level == RateLevel.HOUR ? byDay(step) : BY_WINDOW;
        return level.in(TEMPLATE.replace("$counted", counted))
                .replace("$callsWithoutErrors", shared.equals(by) ? " UNION ALL SELECT target, 0 FROM traffic" : "")
                .replace("$filters", filters(filtered))
                .replace("$trafficFilters", filters(ofTraffic))
                .replace("$key", columns(by, ""))
                .replace("$shared", columns(shared, ""))
                .replace("$ordered", columns(by, " COLLATE \"C\""));
    }

    private static String byDay(Duration step) {
        var slot = HOURS / slots(step);
        var sums = new ArrayList<String>();
        for (int first = 1; first <= HOURS; first += slot) {
            sums.add(IntStream.range(first, first + slot)
                    .mapToObj("errors[%d]"::formatted)
                    .collect(joining(" + ", "sum(", ")::bigint")));
        }
        return BY_DAY.replace("$sums", String.join(", ", sums));
    }

    /** The project comes first, so that no list is ever empty. */
    private static String columns(List<Dimension> dimensions, String suffix) {
        return Stream.concat(Stream.of("project"), dimensions.stream().map(Dimension::column))
                .map(column -> column + suffix)
                .collect(joining(", "));
    }

    private static String filters(Collection<Dimension> dimensions) {
        return dimensions.stream()
                .map(Dimension::column)
                .sorted()
                .map(column -> " AND " + column + " = ANY (:" + column + ")")
                .collect(joining());
    }
}
