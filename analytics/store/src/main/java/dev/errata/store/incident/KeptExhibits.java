package dev.errata.store.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.store.query.FindEvidence;
import dev.errata.store.query.StoreUnavailableException;
import dev.errata.store.query.TimeGrid;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Writes down, with each incident that has ended, the failed calls that show it: incidents are kept longer than events. Safe from
 * any thread and in several processes at once.
 */
public final class KeptExhibits {
    private static final Logger LOG = LoggerFactory.getLogger(KeptExhibits.class);

    /** What comes late, out of a spool or while the store was away, is there by then. */
    private static final Duration SETTLED = Duration.ofDays(1);

    private static final int BATCH = 100;

    private static final String DUE = """
            SELECT record FROM incident WHERE exhibits IS NULL AND state = 'resolved' AND ended_at < ?
            ORDER BY ended_at DESC LIMIT %d
            """.formatted(BATCH);

    private static final String KEEP = "UPDATE incident SET exhibits = ? WHERE incident_id = ? AND exhibits IS NULL";

    private final DataSource database;
    private final FindEvidence evidence;

    /** Keeps nothing yet. */
    public KeptExhibits(DataSource database, FindEvidence evidence) {
        this.database = database;
        this.evidence = evidence;
    }

    /**
     * Writes down those of the incidents that ended a day ago or earlier, each once. One whose events cannot be read now is left
     * for the next time.
     *
     * @return with how many incidents
     */
    public int keep(Instant now) throws SQLException {
        var all = 0;
        int some;
        do {
            some = keepSome(now);
            all += some;
        } while (some == BATCH);
        return all;
    }

    private int keepSome(Instant now) throws SQLException {
        var kept = 0;
        for (var incident : due(now)) {
            try {
                write(incident, exhibits(incident));
                kept++;
            } catch (StoreUnavailableException e) {
                LOG.warn("the failed calls of incident {} are kept later: {}", incident.id(), e.getMessage());
            }
        }
        return kept;
    }

    private List<Incident> due(Instant now) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(DUE)) {
            connection.setAutoCommit(false);
            select.setObject(1, now.minus(SETTLED).atOffset(ZoneOffset.UTC));
            var due = new ArrayList<Incident>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    due.add(decode(rows.getString(1)));
                }
            }
            connection.rollback();
            return due;
        }
    }

    private static Incident decode(String record) {
        try {
            return IncidentCodec.decode(record.getBytes(UTF_8));
        } catch (InvalidRecordException e) {
            throw new IllegalStateException("what was stored as an incident is none", e);
        }
    }

    private String exhibits(Incident incident) {
        var times = incident.times();
        var end = Objects.requireNonNullElse(times.endedAt(), times.updatedAt());
        var earliest = times.startedAt().plus(TimeGrid.WINDOW);
        var found = evidence.answer(FindEvidence.Question.of(incident, end.isBefore(earliest) ? earliest : end));
        var list = JsonNodeFactory.instance.arrayNode();
        found.forEach(exhibit -> list.add(exhibit.toJson().without(FindEvidence.Exhibit.MESSAGE)));
        return new String(Json.write(list), UTF_8);
    }

    private void write(Incident incident, String exhibits) throws SQLException {
        try (Connection connection = database.getConnection();
                var update = connection.prepareStatement(KEEP)) {
            connection.setAutoCommit(false);
            update.setString(1, exhibits);
            update.setObject(2, incident.id());
            update.executeUpdate();
            connection.commit();
        }
    }
}
