package dev.errata.store.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Which incidents were there, the latest first, a page at a time? */
public final class ListIncidents {
    /** The most incidents of a page. */
    public static final int MAX_LIMIT = 500;

    /** Which of them, by how they stand. */
    public enum Which {
        /** Those that go on. */
        OPEN("state <> 'resolved'"),
        RESOLVED("state = 'resolved'"),
        ALL("true");

        private final String condition;

        Which(String condition) {
            this.condition = condition;
        }
    }

    /**
     * Which ones.
     *
     * @param project whose
     * @param from opened then or later; null: whenever
     * @param to opened before; null: whenever
     * @param after where the page before ended; empty for the first
     * @param limit the most, up to {@value #MAX_LIMIT}
     */
    public record Question(
            String project,
            Which which,
            @Nullable Instant from,
            @Nullable Instant to,
            Optional<Place> after,
            int limit) {}

    /** A place in the order. */
    public record Place(Instant openedAt, UUID id) {}

    /**
     * A page.
     *
     * @param next where the next one begins; empty if this is the last
     */
    public record Answer(List<FoundIncident> incidents, Optional<Place> next) {}

    private final Reader reader;

    /** Asks this database. */
    public ListIncidents(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * The page.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public Answer answer(Question question) {
        var limit = Math.clamp(question.limit(), 1, MAX_LIMIT);
        var found = reader.list(
                sql(question), query -> bind(query, question).bind("limit", limit + 1), new FoundIncidentMapper());
        if (found.size() <= limit) {
            return new Answer(found, Optional.empty());
        }
        var page = List.copyOf(found.subList(0, limit));
        var last = page.getLast().incident();
        return new Answer(page, Optional.of(new Place(last.times().openedAt(), last.id())));
    }

    static String sql(Question question) {
        var conditions = new ArrayList<>(List.of("project = :project", question.which().condition));
        if (question.from() != null) {
            conditions.add("opened_at >= :from");
        }
        if (question.to() != null) {
            conditions.add("opened_at < :to");
        }
        if (question.after().isPresent()) {
            conditions.add("(opened_at, incident_id) < (:opened_at, :incident_id)");
        }
        return "SELECT * FROM incident WHERE " + String.join(" AND ", conditions)
                + " ORDER BY opened_at DESC, incident_id DESC LIMIT :limit";
    }

    private static Query bind(Query query, Question question) {
        query.bind("project", question.project());
        bindIf(query, "from", question.from());
        bindIf(query, "to", question.to());
        question.after().ifPresent(after -> {
            bindIf(query, "opened_at", after.openedAt());
            query.bind("incident_id", after.id());
        });
        return query;
    }

    private static void bindIf(Query query, String name, @Nullable Instant value) {
        if (value != null) {
            query.bind(name, value.atOffset(ZoneOffset.UTC));
        }
    }
}
