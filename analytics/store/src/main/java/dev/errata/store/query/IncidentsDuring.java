package dev.errata.store.query;

import dev.errata.core.incident.Incident;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Which incidents went on in some time, whether or not they do now? */
public final class IncidentsDuring {
    /** The most of an answer. */
    public static final int LIMIT = 200;

    static final String SQL = """
            SELECT * FROM incident
            WHERE project = :project AND started_at < :to AND (state <> 'resolved' OR coalesce(ended_at, updated_at) >= :from)
            ORDER BY opened_at DESC, incident_id DESC
            LIMIT :limit
            """;

    private final Reader reader;

    /** Asks this database. */
    public IncidentsDuring(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * The incidents, those that were opened last first, at most {@value #LIMIT}.
     *
     * @param project whose
     * @param from they went on then or later
     * @param to they began before
     * @throws StoreUnavailableException where asking again later may help
     */
    public List<Incident> answer(String project, Instant from, Instant to) {
        return reader
                .list(
                        SQL,
                        query -> query.bind("project", project)
                                .bind("from", from.atOffset(ZoneOffset.UTC))
                                .bind("to", to.atOffset(ZoneOffset.UTC))
                                .bind("limit", LIMIT),
                        new FoundIncidentMapper())
                .stream()
                .map(FoundIncident::incident)
                .toList();
    }
}
