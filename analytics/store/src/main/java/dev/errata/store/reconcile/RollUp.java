package dev.errata.store.reconcile;

import dev.errata.core.Dimension;
import dev.errata.store.reconcile.Difference.Count;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sums that are stored for each series, and what they ought to be.
 *
 * @param count what differs where a row does
 * @param columns all that are compared; the first is told
 * @param sides two relations, {@code ought} and {@code stored}, of {@code window_start}, {@code series_id} and the columns,
 *     for the hour that begins at {@code since}, the only column of the only row of {@code hour}
 * @param repair what puts right that a row of both sides, joined, {@code $differs}
 */
record RollUp(Count count, List<String> columns, String sides, String repair) {
    private static final String DIMENSIONS =
            Arrays.stream(Dimension.values()).map(Dimension::column).collect(Collectors.joining(", "));

    /** Planned as if the time stood where it is used. */
    private static final String HOUR = "WITH hour AS NOT MATERIALIZED (SELECT CAST(? AS timestamptz) AS since), ";

    /** Its last row sums up. */
    private static final String COMPARE =
            """
            SELECT window_start, coalesce(project, '') AS project, $dimensions, stored.$told AS stored, ought.$told AS ought
            FROM ought FULL JOIN stored USING (window_start, series_id) LEFT JOIN series USING (series_id)
            WHERE $differs
            UNION ALL
            SELECT NULL, NULL$noKey, count(*), NULL FROM ought
            """.replace("$dimensions", DIMENSIONS).replace("$noKey", ", NULL".repeat(Dimension.values().length));

    RollUp {
        columns = List.copyOf(columns);
    }

    /** What differs in the hour that begins at its parameter, as {@link Found} reads it. */
    String comparing() {
        return statement(COMPARE);
    }

    /** Puts it right, in the hour that begins at its parameter. */
    String repairing() {
        return statement(repair);
    }

    private String statement(String end) {
        var differs = columns.stream()
                .map("coalesce(ought.%1$s, 0) <> coalesce(stored.%1$s, 0)"::formatted)
                .collect(Collectors.joining(" OR "));
        return HOUR + sides + end.replace("$told", columns.getFirst()).replace("$differs", differs);
    }
}
