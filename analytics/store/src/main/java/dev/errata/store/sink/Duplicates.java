package dev.errata.store.sink;

import dev.errata.contract.EventIds;
import dev.errata.store.sink.EventRows.Identity;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Finds the events of a batch that are not the first of their identity: those that are stored already, and those that
 * come more than once. Where there was one, others are likely to follow, a client's resends above all; then it is
 * cheaper to look first than to take back rows. Used by one thread.
 */
final class Duplicates {
    /** So many batches after the last one that had any it is still worth to look. */
    private static final int WARY = 20;

    private static final String STORED = "SELECT sought.project, sought.id FROM unnest(?, ?) AS sought (project, id)"
            // Not to be joined in any other way than one by one, along the primary key.
            + " CROSS JOIN LATERAL (SELECT FROM event WHERE event_day = ? AND event.project = sought.project"
            + " AND event_id = sought.id OFFSET 0) AS stored";

    private int wary;

    /** Whether there was one lately. */
    boolean areLikely() {
        return wary > 0;
    }

    /** Those of these identities that are stored, as far as is known now, or are there twice. */
    Set<Identity> among(Connection connection, List<Identity> events) throws SQLException {
        var days = new HashMap<LocalDate, Set<Identity>>();
        var found = new HashSet<Identity>();
        for (var event : events) {
            var day = days.computeIfAbsent(EventIds.day(event.eventId()), _ -> new HashSet<>());
            if (!day.add(event)) {
                found.add(event);
            }
        }
        for (var day : days.entrySet()) {
            addStored(connection, day, found);
        }
        wary = found.isEmpty() ? Math.max(0, wary - 1) : WARY;
        return found;
    }

    private static void addStored(Connection connection, Map.Entry<LocalDate, Set<Identity>> day, Set<Identity> found)
            throws SQLException {
        var sought = List.copyOf(day.getValue());
        try (var query = connection.prepareStatement(STORED)) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text", sought.stream().map(Identity::project).toArray()));
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", sought.stream().map(Identity::eventId).toArray()));
            query.setObject(3, day.getKey());
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Identity(row.getString(1), row.getObject(2, UUID.class)));
                }
            }
        }
    }
}
