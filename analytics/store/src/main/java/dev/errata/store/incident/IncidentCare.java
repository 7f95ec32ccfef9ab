package dev.errata.store.incident;

import dev.errata.store.query.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What people do about incidents. It changes who is told what, never what the topology decides: a replay knows nothing of it.
 * Safe from any thread.
 */
public final class IncidentCare {
    private static final String ACKNOWLEDGE = """
            UPDATE incident SET acknowledged_at = coalesce(acknowledged_at, now()),
                acknowledged_by = CASE WHEN acknowledged_at IS NULL THEN ? ELSE acknowledged_by END
            WHERE project = ? AND incident_id = ? AND state <> 'resolved'
            """;

    private static final String SNOOZE = """
            UPDATE incident SET snoozed_until = greatest(snoozed_until, now() + ? * interval '1 millisecond'), snoozed_by = ?
            WHERE project = ? AND incident_id = ? AND state <> 'resolved'
            """;

    /** Those who hear of what happens hear of the end of the snooze, too. */
    private static final String REMIND = """
            INSERT INTO outbox (dedupe_key, receiver, incident_id, what, severity, owner, due_at, next_at)
            SELECT DISTINCT ON (receiver) incident_id || '/reminder/' || extract(epoch FROM snoozed_until)::bigint, receiver, incident_id,
                'reminder', outbox.severity, outbox.owner, snoozed_until, snoozed_until
            FROM outbox JOIN incident USING (incident_id)
            WHERE incident_id = ? AND what <> 'alert'
            ORDER BY receiver, outbox_id DESC
            ON CONFLICT (dedupe_key, receiver) DO NOTHING
            """;

    private final DataSource database;

    /** Changes this database; connections are taken only while something is changed. */
    public IncidentCare(DataSource database) {
        this.database = database;
    }

    /**
     * Somebody takes it. The first one stays.
     *
     * @param by how they call themselves; null: they do not say
     * @return false where there is no such incident that goes on
     * @throws StoreUnavailableException where trying again later may help
     */
    public boolean acknowledge(String project, UUID incident, @Nullable String by) {
        return change(ACKNOWLEDGE, incident, List.of(OutboxRows.HURRY), update -> {
            update.setString(1, by);
            update.setString(2, project);
            update.setObject(3, incident);
        });
    }

    /**
     * Nobody wants to hear of it for so long. A snooze never becomes shorter: a receiver may have been told of it already.
     *
     * @return as {@link #acknowledge}
     * @throws StoreUnavailableException likewise
     */
    public boolean snooze(String project, UUID incident, Duration time, @Nullable String by) {
        return change(SNOOZE, incident, List.of(REMIND, OutboxRows.HURRY), update -> {
            update.setLong(1, time.toMillis());
            update.setString(2, by);
            update.setString(3, project);
            update.setObject(4, incident);
        });
    }

    private boolean change(String sql, UUID incident, List<String> consequences, Binding binding) {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            binding.bind(update);
            var done = update.executeUpdate() == 1;
            if (done) {
                for (var consequence : consequences) {
                    run(connection, consequence, incident);
                }
            }
            connection.commit();
            return done;
        } catch (SQLException e) {
            throw new StoreUnavailableException(e);
        }
    }

    private static void run(Connection connection, String sql, UUID incident) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, incident);
            statement.executeUpdate();
        }
    }

    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }
}
