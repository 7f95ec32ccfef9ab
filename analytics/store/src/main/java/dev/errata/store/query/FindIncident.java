package dev.errata.store.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** One incident, how it went, and who was told of it? */
public final class FindIncident {
    private static final String INCIDENT = "SELECT * FROM incident WHERE project = :project AND incident_id = :id";

    /** How it went is how it changed: what only counts on is left out. */
    private static final String UPDATES = """
            SELECT revision, updated_at, state, severity FROM (
                SELECT *, lag(state || severity) OVER (ORDER BY revision) AS before FROM incident_update
                WHERE incident_id = :id) AS step
            WHERE before IS DISTINCT FROM state || severity
            ORDER BY revision LIMIT 500
            """;

    private static final String MESSAGES = """
            SELECT receiver, what, severity, due_at, sent_at, attempts, failures, failing, last_error, next_at, outcome, done_at
            FROM outbox WHERE incident_id = :id ORDER BY outbox_id LIMIT 500
            """;

    private static final String EXHIBITS =
            "SELECT exhibits FROM incident WHERE incident_id = :id AND exhibits IS NOT NULL";

    /** How it stood from then on. */
    public record Update(long revision, Instant at, String state, String severity) {}

    /**
     * A message about it.
     *
     * @param what is told: {@code alert} again and again, others once
     * @param dueAt since when
     * @param sentAt told last; null: not yet
     * @param failures attempts that failed, ever
     * @param failing attempts that failed since it was told last
     * @param lastError of those
     * @param nextAt when it is told, or tried, again; null: no more
     * @param outcome sent, superseded, given_up; null: it goes on
     */
    public record Message(
            String receiver,
            String what,
            String severity,
            Instant dueAt,
            @Nullable Instant sentAt,
            long attempts,
            long failures,
            int failing,
            @Nullable String lastError,
            @Nullable Instant nextAt,
            @Nullable String outcome) {}

    /**
     * All of it.
     *
     * @param exhibits the failed calls that were kept with it, a JSON array; empty: they are among the events
     */
    public record Answer(
            FoundIncident found, List<Update> updates, List<Message> messages, Optional<String> exhibits) {}

    private final Reader reader;

    /** Asks this database. */
    public FindIncident(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * The incident, if there is one.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public Optional<Answer> answer(String project, UUID id) {
        return reader
                .list(INCIDENT, query -> query.bind("project", project).bind("id", id), new FoundIncidentMapper())
                .stream()
                .findFirst()
                .map(found -> new Answer(found, updates(id), messages(id), exhibits(id)));
    }

    private Optional<String> exhibits(UUID id) {
        return reader
                .list(
                        EXHIBITS,
                        query -> query.bind("id", id),
                        (results, ctx) -> new Row(results).requiredText("exhibits"))
                .stream()
                .findFirst();
    }

    private List<Update> updates(UUID id) {
        return reader.list(UPDATES, query -> query.bind("id", id), (results, ctx) -> {
            var row = new Row(results);
            return new Update(
                    results.getLong("revision"),
                    row.requiredTime("updated_at"),
                    row.requiredText("state"),
                    row.requiredText("severity"));
        });
    }

    private List<Message> messages(UUID id) {
        return reader.list(MESSAGES, query -> query.bind("id", id), (results, ctx) -> {
            var row = new Row(results);
            return new Message(
                    row.requiredText("receiver"),
                    row.requiredText("what"),
                    row.requiredText("severity"),
                    row.requiredTime("due_at"),
                    row.time("sent_at"),
                    results.getLong("attempts"),
                    results.getLong("failures"),
                    results.getInt("failing"),
                    row.text("last_error"),
                    row.time("done_at") == null ? row.time("next_at") : null,
                    row.text("outcome"));
        });
    }
}
