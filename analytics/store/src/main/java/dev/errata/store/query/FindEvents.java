package dev.errata.store.query;

import dev.errata.contract.EventIds;
import dev.errata.contract.Ids;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Which events carry this id, as whichever of their ids? Milliseconds, however many events are stored. */
public final class FindEvents {
    /** The most events of an answer. */
    public static final int LIMIT = 100;

    /**
     * An id, whatever its kind.
     *
     * @param project whose events
     * @param id as somebody pasted it
     */
    public record Question(String project, String id) {
        public Question {
            id = Ids.canonical(id);
        }
    }

    /**
     * What was found.
     *
     * @param events newest first, at most {@value #LIMIT}
     * @param truncated whether there are more
     */
    public record Answer(List<FoundEvent> events, boolean truncated) {}

    /** Where it may be. Both functions are the database's (V31): so a search is one round trip. */
    private static final String DAYS = "days_of_id(:id, :trace_id)";

    private static final String SQL = """
        SELECT matched, (found).* FROM find_events(:project, :id, :trace_id, :event_id, :event_day, $days, :limit)
        ORDER BY (found).time DESC, (found).event_id DESC
        LIMIT :limit
        """;

    private static final String ON_DAYS_THAT_MAY_HAVE_IT = SQL.replace("$days", DAYS);

    private static final String ON_ONE_DAY = SQL.replace("$days", "ARRAY[:day]");

    private final Reader reader;

    /** Asks this database. */
    public FindEvents(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * The events.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public Answer answer(Question question) {
        return answer(reader.list(ON_DAYS_THAT_MAY_HAVE_IT, query -> bind(query, question), new FoundEventMapper()));
    }

    /** The same of one day, where that is known. */
    public Answer answerOn(LocalDate day, Question question) {
        return answer(reader.list(ON_ONE_DAY, query -> bind(query, question).bind("day", day), new FoundEventMapper()));
    }

    private static Answer answer(List<FoundEvent> found) {
        return new Answer(found.stream().limit(LIMIT).toList(), found.size() > LIMIT);
    }

    /** Where it may be. */
    List<LocalDate> days(Question question) {
        return reader.list(
                "SELECT unnest(" + DAYS + ") AS day",
                query -> bindId(query, question),
                (results, _) -> results.getObject("day", LocalDate.class));
    }

    private static Query bindId(Query query, Question question) {
        return query.bind("id", question.id()).bind("trace_id", question.id().toLowerCase(Locale.ROOT));
    }

    private static Query bind(Query query, Question question) {
        var eventId = eventId(question.id());
        return bindId(query, question)
                .bind("project", question.project())
                .bindByType("event_id", eventId.orElse(null), UUID.class)
                .bindByType("event_day", eventId.map(EventIds::day).orElse(null), LocalDate.class)
                .bind("limit", LIMIT + 1);
    }

    /** No event has an id that is not a UUIDv7. */
    static Optional<UUID> eventId(String id) {
        try {
            return Optional.of(UUID.fromString(id)).filter(EventIds::isValid);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
