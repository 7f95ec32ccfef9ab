package dev.errata.store.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.Json;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.core.incident.Severity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Stores incidents and decides, in the same transaction, what has to be told of them. A revision that is there already changes
 * nothing. Safe from any thread.
 */
public final class IncidentRows {
    private static final String BEFORE = """
            SELECT revision, told FROM incident WHERE incident_id = ? FOR UPDATE
            """;

    private static final String PUT = """
            INSERT INTO incident (revision, state, severity, owner, quiet_reason, updated_at, ended_at, record,
                incident_id, project, kind, scope, started_at, opened_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (incident_id) DO UPDATE
            SET revision = EXCLUDED.revision, state = EXCLUDED.state, severity = EXCLUDED.severity, owner = EXCLUDED.owner,
                quiet_reason = EXCLUDED.quiet_reason, updated_at = EXCLUDED.updated_at, ended_at = EXCLUDED.ended_at,
                record = EXCLUDED.record, started_at = EXCLUDED.started_at
            """;

    private static final String ADD_UPDATE = """
            INSERT INTO incident_update (incident_id, revision, updated_at, state, severity, record)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    /**
     * A page that ends and comes back every few minutes is worse than one that stays a while: receivers are told of a milder
     * severity when no revision of the last quarter of an hour was as bad as they were told.
     */
    private static final String HAS_EASED = """
            SELECT NOT EXISTS (
                SELECT FROM incident_update
                WHERE incident_id = ? AND updated_at > ?::timestamptz - interval '15 minutes' AND severity = ANY (?))
            """;

    /** A log that is read again from long ago must wake nobody. */
    private static final String TELL = """
            UPDATE incident SET told = ? WHERE incident_id = ? AND (told IS NOT NULL OR updated_at > now() - interval '1 day')
            """;

    private final Audience.Routing routing;

    /** @param routing who is told of what */
    public IncidentRows(Audience.Routing routing) {
        this.routing = routing;
    }

    /**
     * Stores one revision.
     *
     * @return whether it is newer than what was there
     */
    public boolean put(Connection connection, Incident incident) throws SQLException {
        var before = before(connection, incident.id());
        if (before != null && before.revision >= incident.revision()) {
            return false;
        }
        var record = new String(IncidentCodec.encode(incident), UTF_8);
        upsert(connection, incident, record);
        addUpdate(connection, incident, record);
        return true;
    }

    /**
     * Puts what has to be told of the incident into the outbox. Of several revisions that were put together, only the last
     * one counts: an incident that has ended meanwhile wakes nobody.
     */
    public void tell(Connection connection, Incident incident) throws SQLException {
        var before = before(connection, incident.id());
        var known = before == null ? null : Known.parse(before.told);
        var hasEased = known != null && known.isWorseThan(incident) && hasEased(connection, known, incident);
        var telling = Known.next(known, incident, hasEased);
        if (telling.isPresent() && keep(connection, incident.id(), telling.get().known())) {
            var owner = telling.get().known().owner();
            OutboxRows.add(connection, incident, telling.get(), routing.of(incident.project(), owner));
        }
    }

    private static @Nullable Before before(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement(BEFORE)) {
            select.setObject(1, id);
            try (var row = select.executeQuery()) {
                return row.next() ? new Before(row.getLong("revision"), row.getString("told")) : null;
            }
        }
    }

    private static void upsert(Connection connection, Incident incident, String record) throws SQLException {
        try (var insert = connection.prepareStatement(PUT)) {
            insert.setLong(1, incident.revision());
            insert.setString(2, name(incident.state()));
            insert.setString(3, name(incident.severity()));
            insert.setString(4, name(incident.owner()));
            insert.setString(5, incident.quiet());
            setTime(insert, 6, incident.times().updatedAt());
            setTime(insert, 7, incident.times().endedAt());
            insert.setString(8, record);
            insert.setObject(9, incident.id());
            insert.setString(10, incident.project());
            insert.setString(11, name(incident.kind()));
            insert.setString(12, json(incident.scope().where()));
            setTime(insert, 13, incident.times().startedAt());
            setTime(insert, 14, incident.times().openedAt());
            insert.executeUpdate();
        }
    }

    private static void addUpdate(Connection connection, Incident incident, String record) throws SQLException {
        try (var insert = connection.prepareStatement(ADD_UPDATE)) {
            insert.setObject(1, incident.id());
            insert.setLong(2, incident.revision());
            setTime(insert, 3, incident.times().updatedAt());
            insert.setString(4, name(incident.state()));
            insert.setString(5, name(incident.severity()));
            insert.setString(6, record);
            insert.executeUpdate();
        }
    }

    private static boolean hasEased(Connection connection, Known known, Incident now) throws SQLException {
        var asBad = Arrays.stream(Severity.values())
                .filter(severity -> severity.compareTo(known.severity()) <= 0)
                .map(IncidentRows::name)
                .toArray();
        try (var select = connection.prepareStatement(HAS_EASED)) {
            select.setObject(1, now.id());
            setTime(select, 2, now.times().updatedAt());
            select.setArray(3, connection.createArrayOf("text", asBad));
            try (var row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static boolean keep(Connection connection, UUID id, Known known) throws SQLException {
        try (var update = connection.prepareStatement(TELL)) {
            update.setString(1, known.text());
            update.setObject(2, id);
            return update.executeUpdate() == 1;
        }
    }

    private static void setTime(PreparedStatement statement, int place, @Nullable Instant time) throws SQLException {
        if (time == null) {
            statement.setNull(place, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(place, time.atOffset(ZoneOffset.UTC));
        }
    }

    private static String json(Map<String, String> scope) {
        var object = JsonNodeFactory.instance.objectNode();
        scope.forEach(object::put);
        return new String(Json.write(object), UTF_8);
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private record Before(long revision, @Nullable String told) {}
}
