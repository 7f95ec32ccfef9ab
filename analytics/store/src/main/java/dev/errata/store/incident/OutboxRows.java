package dev.errata.store.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.store.incident.Audience.Manner;
import dev.errata.store.incident.Known.Telling;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fills the outbox, within the transaction that stores what is to be told. */
final class OutboxRows {
    private static final String ADD = """
            INSERT INTO outbox (dedupe_key, receiver, incident_id, what, severity, owner, record, due_at, next_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, now(), now())
            ON CONFLICT (dedupe_key, receiver) DO NOTHING
            """;

    /**
     * It is as bad again as it was before: the alert that ended goes on. Who is telling its end at this moment may not settle that,
     * hence another number of attempts.
     */
    private static final String REVIVE = """
            UPDATE outbox SET superseded_at = NULL, closing_until = NULL, done_at = NULL, outcome = NULL, sent_at = NULL, failing = 0,
                due_at = now(), next_at = now(), attempts = attempts + 1
            WHERE dedupe_key = ? AND receiver = ? AND superseded_at IS NOT NULL
            """;

    /** Its severity is part of what a receiver knows an alert by: another severity is another alert, and this one ends. */
    private static final String SUPERSEDE = """
            UPDATE outbox SET superseded_at = now(), next_at = now()
            WHERE incident_id = ? AND receiver = ? AND what = 'alert' AND severity <> ? AND superseded_at IS NULL
                AND done_at IS NULL
            """;

    static final String HURRY = """
            UPDATE outbox SET next_at = now() WHERE incident_id = ? AND what = 'alert' AND done_at IS NULL
            """;

    private OutboxRows() {}

    static void add(Connection connection, Incident incident, Telling telling, List<Audience> audiences)
            throws SQLException {
        for (var audience : audiences) {
            if (audience.manner() == Manner.HAPPENING) {
                addHappening(connection, incident, telling, audience.receiver());
            } else if (telling.happening() != Happening.RESOLVED) {
                addAlert(connection, incident, telling.known(), audience.receiver());
            }
        }
        hurry(connection, incident.id());
    }

    private static void addHappening(Connection connection, Incident incident, Telling telling, String receiver)
            throws SQLException {
        var what = telling.happening();
        var key = incident.id() + "/" + what.code() + (what == Happening.CHANGED ? "/" + incident.revision() : "");
        add(
                connection,
                key,
                receiver,
                incident.id(),
                what,
                telling.known(),
                new String(IncidentCodec.encode(incident), UTF_8));
    }

    private static void addAlert(Connection connection, Incident incident, Known known, String receiver)
            throws SQLException {
        var severity = IncidentRows.name(known.severity());
        var key = incident.id() + "/alert/" + severity;
        add(connection, key, receiver, incident.id(), Happening.ALERT, known, null);
        try (var update = connection.prepareStatement(REVIVE)) {
            update.setString(1, key);
            update.setString(2, receiver);
            update.executeUpdate();
        }
        try (var update = connection.prepareStatement(SUPERSEDE)) {
            update.setObject(1, incident.id());
            update.setString(2, receiver);
            update.setString(3, severity);
            update.executeUpdate();
        }
    }

    private static void add(
            Connection connection,
            String key,
            String receiver,
            UUID incident,
            Happening what,
            Known known,
            @Nullable String record)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setString(1, key);
            insert.setString(2, receiver);
            insert.setObject(3, incident);
            insert.setString(4, what.code());
            insert.setString(5, IncidentRows.name(known.severity()));
            insert.setString(6, IncidentRows.name(known.owner()));
            insert.setString(7, record);
            insert.executeUpdate();
        }
    }

    /** What changed is not to wait for the next round. */
    private static void hurry(Connection connection, UUID incident) throws SQLException {
        try (var update = connection.prepareStatement(HURRY)) {
            update.setObject(1, incident);
            update.executeUpdate();
        }
    }
}
