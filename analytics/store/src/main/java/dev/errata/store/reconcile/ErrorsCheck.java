package dev.errata.store.reconcile;

import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.store.reconcile.Difference.Count;
import dev.errata.store.sink.Corrections;
import dev.errata.store.sink.Corrections.RateRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.stream.Collectors;

/** Rates of errors against the stored events, and those that went with the day in their id before their window. */
final class ErrorsCheck {
    private static final RateKey OTHER = RateKey.otherErrors("");

    private static final String KEY = "project, "
            + Arrays.stream(Dimension.values()).map(Dimension::column).collect(Collectors.joining(", "));

    private static final String KEY_OF_EVENT = "project, "
            + Arrays.stream(Dimension.values())
                    .map(dimension -> "coalesce(" + dimension.column() + "::text, '') AS " + dimension.column())
                    .collect(Collectors.joining(", "));

    /** In a window whose keys were capped, all that a project has there counts as one. */
    private static final String KEY_OR_OTHER = "project, "
            + Arrays.stream(Dimension.values())
                    .map(dimension -> "CASE WHEN capped THEN '%s' ELSE %s END AS %2$s"
                            .formatted(OTHER.value(dimension), dimension.column()))
                    .collect(Collectors.joining(", "));

    private static final String IS_OTHER = Arrays.stream(Dimension.values())
            .map(dimension -> dimension.column() + " = '" + OTHER.value(dimension) + "'")
            .collect(Collectors.joining(" AND "));

    /** One statement, so that it sees one state of the database; its last row sums up. */
    private static final String COMPARE = """
            WITH stored AS (
                SELECT date_bin('10 seconds', time, 'epoch') AS window_start, $keyOfEvent
                FROM event WHERE time >= ? AND time < ?
            ), known AS (
                SELECT window_start, $key, count(*) AS events FROM stored GROUP BY window_start, $key
                UNION ALL
                SELECT window_start, $key, events FROM event_dropped WHERE window_start >= ? AND window_start < ?
            ), counted AS (
                SELECT window_start, $key, sum(events) AS events FROM known GROUP BY window_start, $key
            ), rated AS (
                SELECT window_start, $key, stream_count + sink_count AS errors
                FROM rate_10s JOIN series USING (series_id) WHERE window_start >= ? AND window_start < ?
            ), capped AS (
                SELECT DISTINCT window_start, project, true AS capped FROM rated WHERE $isOther
            ), single AS (
                SELECT window_start, $orOther, errors, events
                FROM counted FULL JOIN rated USING (window_start, $key) LEFT JOIN capped USING (window_start, project)
            ), compared AS (
                SELECT window_start, $key, sum(errors)::bigint AS errors, coalesce(sum(events), 0)::bigint AS events
                FROM single GROUP BY window_start, $key
            )
            SELECT window_start, $key, errors AS stored, events AS ought FROM compared WHERE coalesce(errors, 0) <> events
            UNION ALL
            SELECT NULL, NULL$noKey, count(*), coalesce(sum(events), 0)::bigint FROM compared
            """.replace("$keyOfEvent", KEY_OF_EVENT)
            .replace("$orOther", KEY_OR_OTHER)
            .replace("$isOther", IS_OTHER)
            .replace("$noKey", ", NULL".repeat(Dimension.values().length))
            .replace("$key", KEY);

    /** Of starts and ends. */
    private static final int PLACES = 6;

    private final Corrections corrections;

    ErrorsCheck(Corrections corrections) {
        this.corrections = corrections;
    }

    /** What differs in the span. */
    Found compare(Connection connection, Span span) throws SQLException {
        try (var query = connection.prepareStatement(COMPARE)) {
            for (int place = 1; place <= PLACES; place += 2) {
                query.setObject(place, span.from().atOffset(ZoneOffset.UTC));
                query.setObject(place + 1, span.to().atOffset(ZoneOffset.UTC));
            }
            try (var rows = query.executeQuery()) {
                return Found.read(rows, Count.ERRORS);
            }
        }
    }

    /**
     * Books what is missing as the event sink does: added to the corrections, whatever that adds to them meanwhile. Part of
     * the transaction in which the differences were found.
     */
    void repair(Connection connection, Iterable<Difference> differences) throws SQLException {
        var deltas = new HashMap<RateRow, Long>();
        differences.forEach(
                difference -> deltas.put(new RateRow(difference.window(), difference.key()), difference.missing()));
        corrections.add(connection, deltas);
    }
}
