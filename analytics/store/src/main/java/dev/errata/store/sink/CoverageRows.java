package dev.errata.store.sink;

import dev.errata.core.Coverage;
import dev.errata.core.Dimension;
import dev.errata.store.sink.Corrections.RateRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;

/** The table {@code coverage_1m}. Rows are written in one order by all, as {@link RateRows} does. */
final class CoverageRows {
    private static final String PUT = """
            INSERT INTO coverage_1m
                (minute, project, app, errors, covered, lost, without_request_id, without_code, least_share)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (project, minute, app) DO UPDATE
            SET errors = EXCLUDED.errors, covered = EXCLUDED.covered, lost = EXCLUDED.lost,
                without_request_id = EXCLUDED.without_request_id, without_code = EXCLUDED.without_code,
                least_share = EXCLUDED.least_share
            """;

    private static final Comparator<RateRow> ORDER = Comparator.<RateRow, String>comparing(
                    row -> row.key().project())
            .thenComparing(RateRow::window)
            .thenComparing(row -> row.key().value(Dimension.APP));

    /** Each in place of what was said before. */
    void put(Connection connection, Map<RateRow, Coverage> minutes) throws SQLException {
        if (minutes.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(PUT)) {
            for (var row : minutes.keySet().stream().sorted(ORDER).toList()) {
                var coverage = minutes.getOrDefault(row, Coverage.NONE);
                statement.setObject(1, row.window().atOffset(ZoneOffset.UTC));
                statement.setString(2, row.key().project());
                statement.setString(3, row.key().value(Dimension.APP));
                statement.setLong(4, coverage.errors());
                statement.setLong(5, coverage.covered());
                statement.setLong(6, coverage.lost());
                statement.setLong(7, coverage.withoutRequestId());
                statement.setLong(8, coverage.withoutCode());
                statement.setDouble(9, coverage.floor());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
