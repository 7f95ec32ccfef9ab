package dev.errata.store.query;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The current row, with SQL's null as Java's.
 *
 * @param results placed on a row
 */
record Row(ResultSet results) {
    @Nullable
    String text(String column) throws SQLException {
        return results.getString(column);
    }

    String requiredText(String column) throws SQLException {
        return requireNonNull(text(column), column);
    }

    @Nullable
    Instant time(String column) throws SQLException {
        var time = value(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    Instant requiredTime(String column) throws SQLException {
        return requireNonNull(time(column), column);
    }

    <T> @Nullable T value(String column, Class<T> type) throws SQLException {
        return results.getObject(column, type);
    }
}
