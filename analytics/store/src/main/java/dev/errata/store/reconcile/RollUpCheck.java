package dev.errata.store.reconcile;

import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rates and totals by the minute and by the hour against those of 10 s. They are changed together, so that any whole hour
 * can be compared at any time, as long as its windows of 10 s are kept.
 */
final class RollUpCheck {
    private static final Duration HOUR = Duration.ofHours(1);

    private static final String DIMENSIONS =
            Arrays.stream(Dimension.values()).map(Dimension::column).collect(Collectors.joining(", "));

    private static final String SIDES = """
            WITH ought AS (
                SELECT date_bin('$window', window_start, 'epoch') AS window_start, series_id, $sums
                FROM $source WHERE window_start >= ? AND window_start < ? GROUP BY 1, 2
            ), stored AS (
                SELECT * FROM $table WHERE window_start >= ? AND window_start < ?
            )
            """;

    /** Its last row sums up. */
    private static final String COMPARE = SIDES
            + """
            SELECT window_start, coalesce(project, '') AS project, $dimensions, stored.$told AS stored, ought.$told AS ought
            FROM ought FULL JOIN stored USING (window_start, series_id) LEFT JOIN series USING (series_id)
            WHERE $differs
            UNION ALL
            SELECT NULL, NULL$noKey, count(*), NULL FROM ought
            """.replace("$dimensions", DIMENSIONS).replace("$noKey", ", NULL".repeat(Dimension.values().length));

    /** What is missing is added, so that what the sinks add meanwhile stays. */
    private static final String REPAIR = SIDES + """
            INSERT INTO $table AS rolled (window_start, series_id, $columns)
            SELECT window_start, series_id, $deltas
            FROM ought FULL JOIN stored USING (window_start, series_id) WHERE $differs ORDER BY 1, 2
            ON CONFLICT (window_start, series_id) DO UPDATE SET $added
            """;

    /** What differs in the whole hours of the span. */
    Found compare(Connection connection, Span span) throws SQLException {
        var differences = new ArrayList<Difference>();
        var compared = 0L;
        var hours = hours(span);
        if (hours.isPresent()) {
            for (var rollUp : RollUp.values()) {
                compared += compare(connection, rollUp, hours.get(), differences);
            }
        }
        return new Found(differences, compared, 0);
    }

    /** Puts right what differs, whatever it was that {@link #compare} found. */
    void repair(Connection connection, Span span) throws SQLException {
        var hours = hours(span);
        if (hours.isPresent()) {
            for (var rollUp : RollUp.values()) {
                try (var statement = connection.prepareStatement(rollUp.in(REPAIR))) {
                    bind(statement, hours.get());
                    statement.executeUpdate();
                }
            }
        }
    }

    private static long compare(Connection connection, RollUp rollUp, Span hours, List<Difference> differences)
            throws SQLException {
        var compared = 0L;
        try (var query = connection.prepareStatement(rollUp.in(COMPARE))) {
            bind(query, hours);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var window = rows.getObject("window_start", OffsetDateTime.class);
                    if (window == null) {
                        compared = rows.getLong("stored");
                    } else {
                        differences.add(difference(rollUp, rows, window.toInstant()));
                    }
                }
            }
        }
        return compared;
    }

    private static Difference difference(RollUp rollUp, ResultSet rows, Instant window) throws SQLException {
        var values = new ArrayList<String>();
        for (var dimension : Dimension.values()) {
            var value = rows.getString(dimension.column());
            values.add(value == null ? "" : value);
        }
        return new Difference(
                window,
                new RateKey(rows.getString("project"), values),
                rollUp.count(),
                rows.getObject("stored", Long.class),
                rows.getObject("ought", Long.class));
    }

    private static void bind(PreparedStatement statement, Span hours) throws SQLException {
        for (int place = 1; place <= 4; place += 2) {
            statement.setObject(place, hours.from().atOffset(ZoneOffset.UTC));
            statement.setObject(place + 1, hours.to().atOffset(ZoneOffset.UTC));
        }
    }

    /** The hours that begin in the span. */
    private static Optional<Span> hours(Span span) {
        var hours = new Span(ceiling(span.from()), ceiling(span.to()));
        return hours.from().isBefore(hours.to()) ? Optional.of(hours) : Optional.empty();
    }

    private static Instant ceiling(Instant time) {
        var into = Math.floorMod(time.getEpochSecond(), HOUR.toSeconds());
        return into == 0 ? time : time.plusSeconds(HOUR.toSeconds() - into);
    }
}
