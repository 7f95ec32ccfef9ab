package dev.errata.store.incident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Owner;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.core.incident.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row that {@link Outbox} has taken. */
final class DueRow {
    private DueRow() {}

    static Due read(ResultSet row) throws SQLException {
        return new Due(
                row.getLong("outbox_id"),
                row.getString("dedupe_key"),
                Happening.of(row.getString("what")),
                Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                Owner.valueOf(row.getString("owner").toUpperCase(Locale.ROOT)),
                incident(row.getString("said")),
                row.getBoolean("over"),
                new Care(
                        time(row, "acknowledged_at"),
                        row.getString("acknowledged_by"),
                        time(row, "snoozed_until"),
                        row.getString("snoozed_by")),
                new Due.Progress(
                        requireNonNull(time(row, "due_at")),
                        row.getLong("attempts"),
                        row.getInt("failing"),
                        time(row, "superseded_at"),
                        time(row, "closing_until"),
                        time(row, "silenced_until")));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Incident incident(String record) {
        try {
            return IncidentCodec.decode(record.getBytes(UTF_8));
        } catch (InvalidRecordException e) {
            throw new IllegalStateException("what was stored as an incident is none", e);
        }
    }
}
