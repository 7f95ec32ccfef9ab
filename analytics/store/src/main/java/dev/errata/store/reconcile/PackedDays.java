package dev.errata.store.reconcile;

import dev.errata.store.reconcile.Difference.Count;
import java.util.List;

/**
 * Days that are packed, which have the sums by the hour once more. A day without a mark may have anything: it is not read.
 * Where one differs its mark goes: then the day is read by the hour, and packed anew later. With its mark goes what could be
 * known of its other hours, so all of them have to be compared before.
 */
final class PackedDays {
    /** An hour is there by its bit. */
    private static final String HOUR = """
            packed AS (
                SELECT day_start, since AS window_start, extract(hour FROM since AT TIME ZONE 'UTC')::integer AS place
                FROM hour JOIN rate_day_packed ON day_start = date_bin('24 hours', since, 'epoch')
            ), ought AS (
                SELECT window_start, series_id, errors, 1 AS present FROM packed JOIN rate_1h USING (window_start)
                WHERE windows > 0
            ), stored AS (
                SELECT window_start, series_id, errors[place + 1] AS errors, hours >> place & 1 AS present
                FROM packed JOIN rate_day USING (day_start)
                WHERE errors[place + 1] <> 0 OR hours >> place & 1 = 1
            )
            """;

    /** With the day's last hour, and against its own hours, so that one that is wrong in all is not told once more. */
    private static final String TOTAL = """
            packed AS (
                SELECT day_start AS window_start, series_id, total, errors
                FROM hour JOIN rate_day_packed ON day_start = since - interval '23 hours' JOIN rate_day USING (day_start)
            ), ought AS (
                SELECT window_start, series_id, (SELECT sum(error) FROM unnest(errors) AS error)::bigint AS total FROM packed
            ), stored AS (
                SELECT window_start, series_id, total FROM packed
            )
            """;

    private static final String REPAIR = """
            DELETE FROM rate_day_packed WHERE day_start IN (
                SELECT date_bin('24 hours', window_start, 'epoch')
                FROM ought FULL JOIN stored USING (window_start, series_id) WHERE $differs)
            """;

    static final List<RollUp> ALL = List.of(
            new RollUp(Count.ERRORS_1H_PACKED, List.of("errors", "present"), HOUR, REPAIR),
            new RollUp(Count.ERRORS_1D, List.of("total"), TOTAL, REPAIR));

    private PackedDays() {}
}
