package dev.errata.store.reconcile;

import dev.errata.core.Cell;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.store.reconcile.Difference.Count;
import dev.errata.store.sink.Corrections.RateRow;
import dev.errata.store.sink.RateRows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stored totals against those that were added up once more. */
final class TotalsCheck {
    private static final Set<Count> COUNTS =
            Set.of(Count.REQUESTS, Count.CALLS, Count.CALLS_FAILED, Count.CALLS_RESCUED);

    private static final String STORED = "SELECT window_start, project, "
            + Stream.of(Dimension.values()).map(Dimension::column).collect(Collectors.joining(", "))
            + ", requests, calls, calls_failed, calls_rescued FROM traffic_10s JOIN series USING (series_id)"
            + " WHERE window_start >= ? AND window_start < ?";

    private static final String DELETE = "DELETE FROM traffic_10s WHERE window_start = ? AND series_id = ?";

    private final RateRows rows = new RateRows();

    /**
     * What was found, and how it is put right.
     *
     * @param right what belongs in the place of each row that differs; null where there should be none
     */
    record Checked(Found found, Map<RateRow, Cell.@Nullable Traffic> right) {
        static final Checked NOTHING = new Checked(Found.NOTHING, Map.of());
    }

    /**
     * What differs in the span from what was recorded in it. In a window whose keys were capped, all that a project has
     * there counts as one.
     */
    Checked compare(Connection connection, Span span, Map<RateRow, Cell.Traffic> recorded) throws SQLException {
        var stored = stored(connection, span);
        var fold = new Fold(stored.keySet());
        var is = fold.sums(stored);
        var ought = fold.sums(recorded);
        var all = new HashSet<>(is.keySet());
        all.addAll(ought.keySet());
        var differences = new ArrayList<Difference>();
        for (var row : all) {
            compare(row, numbers(is.get(row)), numbers(ought.get(row)), differences);
        }
        var right = new HashMap<RateRow, Cell.@Nullable Traffic>();
        for (var difference : differences) {
            var row = new RateRow(difference.window(), difference.key());
            right.put(row, fold.right(row, stored, ought.get(row)));
        }
        var requests =
                recorded.values().stream().mapToLong(Cell.Traffic::requests).sum();
        return new Checked(new Found(differences, all.size(), requests), right);
    }

    /** Puts right what differs. No topology will say anything else about these windows. */
    void repair(Connection connection, Map<RateRow, Cell.@Nullable Traffic> right) throws SQLException {
        var cells = new HashMap<RateRow, Cell>();
        for (var entry : right.entrySet()) {
            var row = entry.getKey();
            var traffic = entry.getValue();
            if (traffic == null) {
                delete(connection, row);
            } else {
                cells.put(row, new Cell(row.window(), row.key(), traffic, true));
            }
        }
        if (!cells.isEmpty()) {
            rows.putTraffic(connection, cells);
        }
    }

    private static void compare(
            RateRow row,
            Map<Count, @Nullable Long> stored,
            Map<Count, @Nullable Long> recorded,
            List<Difference> differences) {
        for (var count : COUNTS) {
            var is = stored.get(count);
            var ought = recorded.get(count);
            if (!Objects.equals(is, ought)) {
                differences.add(new Difference(row.window(), row.key(), count, is, ought));
            }
        }
    }

    private static Map<Count, @Nullable Long> numbers(Cell.@Nullable Traffic traffic) {
        var numbers = new EnumMap<Count, @Nullable Long>(Count.class);
        if (traffic != null) {
            numbers.put(Count.REQUESTS, traffic.requests());
            var calls = traffic.calls();
            if (calls != null) {
                numbers.put(Count.CALLS, calls.total());
                numbers.put(Count.CALLS_FAILED, calls.failed());
                numbers.put(Count.CALLS_RESCUED, calls.rescued());
            }
        }
        return numbers;
    }

    private static Map<RateRow, Cell.Traffic> stored(Connection connection, Span span) throws SQLException {
        try (var query = connection.prepareStatement(STORED)) {
            query.setObject(1, span.from().atOffset(ZoneOffset.UTC));
            query.setObject(2, span.to().atOffset(ZoneOffset.UTC));
            var stored = new HashMap<RateRow, Cell.Traffic>();
            try (var results = query.executeQuery()) {
                while (results.next()) {
                    stored.put(row(results), traffic(results));
                }
            }
            return stored;
        }
    }

    private static RateRow row(ResultSet results) throws SQLException {
        var values = new ArrayList<String>();
        for (var dimension : Dimension.values()) {
            values.add(results.getString(dimension.column()));
        }
        var window = results.getObject("window_start", OffsetDateTime.class).toInstant();
        return new RateRow(window, new RateKey(results.getString("project"), values));
    }

    private static Cell.Traffic traffic(ResultSet results) throws SQLException {
        var calls = results.getObject("calls", Long.class);
        return new Cell.Traffic(
                results.getLong("requests"),
                calls == null
                        ? null
                        : new Cell.Calls(calls, results.getLong("calls_failed"), results.getLong("calls_rescued")));
    }

    private static void delete(Connection connection, RateRow row) throws SQLException {
        try (var statement = connection.prepareStatement(DELETE)) {
            statement.setObject(1, row.window().atOffset(ZoneOffset.UTC));
            statement.setObject(2, row.key().seriesId());
            statement.executeUpdate();
        }
    }
}
