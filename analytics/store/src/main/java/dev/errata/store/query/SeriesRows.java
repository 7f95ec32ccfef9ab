package dev.errata.store.query;

import static java.util.Objects.requireNonNull;

import dev.errata.core.Coverage;
import dev.errata.core.Dimension;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the rows of {@link RateSql}, one after the other: the calls that some share stand in the first of them. */
final class SeriesRows {
    private static final long SECONDS_AN_HOUR = 3_600;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Calls(Long[] buckets, Long[] requests, Boolean[] closed) {
        static final Calls NONE = new Calls(new Long[0], new Long[0], new Boolean[0]);
    }

    private final TimeGrid grid;
    private final List<Dimension> by;
    private final Function<Map<Dimension, String>, Coverage> coverage;
    private final Map<Long, Calls> calls = new HashMap<>();

    /** @param coverage by the key of a series */
    SeriesRows(TimeGrid grid, List<Dimension> by, Function<Map<Dimension, String>, Coverage> coverage) {
        this.grid = grid;
        this.by = by;
        this.coverage = coverage;
    }

    Series next(ResultSet row) throws SQLException {
        var key = new EnumMap<Dimension, String>(Dimension.class);
        for (var dimension : by) {
            key.put(dimension, row.getString(dimension.column()));
        }
        var points = new SeriesPoints(grid);
        addWindows(row, points);
        addDays(row, points);
        addCalls(row, points);
        return new Series(key, points.list(), coverage.apply(key));
    }

    private static void addWindows(ResultSet row, SeriesPoints points) throws SQLException {
        var buckets = array(row, "buckets", Long[].class);
        if (buckets != null) {
            var errors = some(row, "errors", Long[].class);
            var closed = some(row, "closed", Boolean[].class);
            for (int i = 0; i < buckets.length; i++) {
                points.addErrors(buckets[i], errors[i], closed[i]);
            }
        }
    }

    /** A slot without any hour is none. */
    private void addDays(ResultSet row, SeriesPoints points) throws SQLException {
        var days = array(row, "days", Long[].class);
        if (days != null) {
            var hours = some(row, "hours", Integer[].class);
            var errors = some(row, "slots", Long[][].class);
            var slot = RateSql.HOURS / RateSql.slots(grid.step());
            var mask = (1 << slot) - 1;
            for (int i = 0; i < days.length; i++) {
                for (int first = 0; first < RateSql.HOURS; first += slot) {
                    if (((hours[i] >> first) & mask) != 0) {
                        points.addErrors(days[i] + first * SECONDS_AN_HOUR, errors[i][first / slot], true);
                    }
                }
            }
        }
    }

    private void addCalls(ResultSet row, SeriesPoints points) throws SQLException {
        var buckets = array(row, "calls_buckets", Long[].class);
        var target = row.getLong("target");
        if (buckets != null) {
            calls.put(
                    target,
                    new Calls(
                            buckets, some(row, "requests", Long[].class), some(row, "calls_closed", Boolean[].class)));
        }
        var of = calls.getOrDefault(target, Calls.NONE);
        for (int i = 0; i < of.buckets().length; i++) {
            points.addRequests(of.buckets()[i], of.requests()[i], of.closed()[i]);
        }
    }

    private static <T> T some(ResultSet row, String column, Class<T> type) throws SQLException {
        return requireNonNull(array(row, column, type), column);
    }

    private static <T> @Nullable T array(ResultSet row, String column, Class<T> type) throws SQLException {
        var array = row.getArray(column);
        return array == null ? null : type.cast(array.getArray());
    }
}
