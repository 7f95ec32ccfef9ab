package dev.errata.store.query;

import dev.errata.contract.Ids;
import dev.errata.store.deadletter.DeadLetter;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Was an event with this id refused, and why? Only {@code event_id} and {@code request_id} of such events are kept. */
public final class FindDeadLetters {
    /** The most refusals of an answer. */
    public static final int LIMIT = 10;

    /**
     * An id.
     *
     * @param project whose events
     * @param id as somebody pasted it
     */
    public record Question(String project, String id) {
        public Question {
            id = Ids.canonical(id);
        }
    }

    static final String SQL = """
            SELECT * FROM dead_letter
            WHERE (request_id = :id OR event_id = :event_id) AND project = :project
            ORDER BY received_at DESC, topic, partition, record_offset
            LIMIT :limit
            """;

    private final Reader reader;

    /** Asks this database. */
    public FindDeadLetters(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * The refusals, newest first.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public List<DeadLetter> answer(Question question) {
        var eventId = FindEvents.eventId(question.id()).orElse(null);
        return reader.list(
                SQL,
                query -> query.bind("project", question.project())
                        .bind("id", question.id())
                        .bindByType("event_id", eventId, UUID.class)
                        .bind("limit", LIMIT),
                new DeadLetterMapper());
    }
}
