package dev.errata.store.incident;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Hands out what has to be told. Several processes may ask at once: a message is handed to one of them, and to another only
 * when the first has been silent for the time of its lease. Safe from any thread.
 */
public final class Outbox {
    /** What happens to an incident is told in its order: nothing before what is due earlier has been told. */
    private static final String CLAIM = """
            WITH taken AS (
                UPDATE outbox SET attempts = attempts + 1, next_at = now() + ? * interval '1 millisecond'
                WHERE outbox_id IN (
                    SELECT outbox_id FROM outbox AS due
                    WHERE receiver = ? AND done_at IS NULL AND next_at <= now()
                        AND (what = 'alert' OR NOT EXISTS (
                            SELECT FROM outbox AS earlier
                            WHERE earlier.incident_id = due.incident_id AND earlier.receiver = due.receiver
                                AND earlier.outbox_id < due.outbox_id AND earlier.what <> 'alert'
                                AND earlier.done_at IS NULL AND earlier.due_at <= now()))
                    ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING *)
            SELECT taken.*, coalesce(taken.record, incident.record) AS said, incident.state = 'resolved' AS over,
                acknowledged_at, acknowledged_by, snoozed_until, snoozed_by
            FROM taken JOIN incident USING (incident_id)
            ORDER BY outbox_id
            """;

    /** Only by the one who holds it; null leaves a column as it is. */
    private static final String SETTLE = """
            UPDATE outbox
            SET next_at = now() + ? * interval '1 millisecond', failures = failures + ?, failing = CASE ? WHEN 0 THEN 0 ELSE failing + 1 END,
                last_error = ?, sent_at = CASE WHEN ? THEN now() ELSE sent_at END, closing_until = coalesce(?, closing_until),
                silenced_until = coalesce(?, silenced_until), outcome = ?, done_at = CASE WHEN ?::text IS NULL THEN NULL ELSE now() END
            WHERE outbox_id = ? AND attempts = ?
            """;

    private static final String WAITING = """
            SELECT count(*), coalesce(extract(epoch FROM now() - min(coalesce(sent_at, due_at))), 0)::double precision
            FROM outbox
            WHERE receiver = ? AND done_at IS NULL AND due_at <= now() AND (sent_at IS NULL OR failing > 0)
            """;

    /**
     * What is due and not told.
     *
     * @param messages how many
     * @param oldestSeconds since when the oldest of them is not told; 0 where there is none
     */
    public record Waiting(long messages, double oldestSeconds) {}

    private final DataSource database;

    /** @param database gives connections without auto-commit */
    public Outbox(DataSource database) {
        this.database = database;
    }

    /** Takes what is due for the receiver, at most so many, for so long. */
    public List<Due> claim(String receiver, int most, Duration lease) throws SQLException {
        try (var connection = database.getConnection();
                var claim = connection.prepareStatement(CLAIM)) {
            claim.setLong(1, lease.toMillis());
            claim.setString(2, receiver);
            claim.setInt(3, most);
            var due = new ArrayList<Due>();
            try (var rows = claim.executeQuery()) {
                while (rows.next()) {
                    due.add(DueRow.read(rows));
                }
            }
            connection.commit();
            return due;
        }
    }

    /** Says what became of it; without effect where the lease had run out and somebody else has taken it. */
    public void settle(Due due, Settlement settlement) throws SQLException {
        switch (settlement) {
            case Settlement.Told() -> settle(due, Duration.ZERO, null, null, null, "sent");
            case Settlement.Repeat(var next, var closing, var silenced) ->
                settle(due, next, null, closing, silenced, null);
            case Settlement.Failed(var next, var error) -> settle(due, next, error, null, null, null);
            case Settlement.Superseded() -> settle(due, Duration.ZERO, null, null, null, "superseded");
            case Settlement.GivenUp(var error) -> settle(due, Duration.ZERO, error, null, null, "given_up");
        }
    }

    /** What the receiver has not been told. */
    public Waiting waiting(String receiver) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(WAITING)) {
            select.setString(1, receiver);
            try (var row = select.executeQuery()) {
                row.next();
                var waiting = new Waiting(row.getLong(1), row.getDouble(2));
                connection.commit();
                return waiting;
            }
        }
    }

    private void settle(
            Due due,
            Duration next,
            @Nullable String error,
            @Nullable Instant closingUntil,
            @Nullable Instant silencedUntil,
            @Nullable String outcome)
            throws SQLException {
        var failed = error == null ? 0 : 1;
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(SETTLE)) {
            update.setLong(1, next.toMillis());
            update.setInt(2, failed);
            update.setInt(3, failed);
            update.setString(4, error);
            update.setBoolean(5, error == null && !"superseded".equals(outcome));
            setTime(update, 6, closingUntil);
            setTime(update, 7, silencedUntil);
            update.setString(8, outcome);
            update.setString(9, outcome);
            update.setLong(10, due.id());
            update.setLong(11, due.progress().attempts());
            update.executeUpdate();
            connection.commit();
        }
    }

    private static void setTime(PreparedStatement update, int place, @Nullable Instant time) throws SQLException {
        update.setObject(place, time == null ? null : time.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
