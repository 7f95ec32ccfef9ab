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

    /**
     * The days that may have it: those that are not sealed, and of the others those whose notes have the id's tag. None at all
     * where nobody keeps notes. Days to come are rarely more than an empty file, which is told sooner than searched.
     */
    static final String DAYS = """
        SELECT day FROM event_day
        WHERE sealed_at IS NULL AND day <= ((now() + interval '1 hour') AT TIME ZONE 'UTC')::date + 2
            AND (day <= (now() AT TIME ZONE 'UTC')::date
                OR coalesce(pg_relation_size(to_regclass('event_' || to_char(day, 'YYYYMMDD'))), 1) > 0)
        UNION
        SELECT day FROM event_day_ids
        WHERE block = id_block(hashtextextended(:id, 0)) AND id_tag(hashtextextended(:id, 0)) = ANY (tags)
        UNION
        SELECT day FROM event_day_ids
        WHERE :trace_id <> :id AND block = id_block(hashtextextended(:trace_id, 0))
            AND id_tag(hashtextextended(:trace_id, 0)) = ANY (tags)
        """;

    /** Every arm goes by its own index; the columns behind the hash are compared too, since hashes collide. */
    static final String SQL = """
        WITH hit AS (
            SELECT 'EVENT_ID' AS matched, 0 AS place, event.* FROM event
            WHERE event_day = :day AND project = :project AND event_id = :event_id
            UNION ALL
            SELECT 'REQUEST_ID', 1, event.* FROM event
            WHERE hashtextextended(request_id, 0) = hashtextextended(:id, 0)
                AND request_id = :id AND project = :project$days
            UNION ALL
            SELECT 'PROVIDER_REQUEST_ID', 2, event.* FROM event
            WHERE hashtextextended(provider_request_id, 0) = hashtextextended(:id, 0)
                AND provider_request_id = :id AND project = :project$days
            UNION ALL
            SELECT 'TASK_ID', 3, event.* FROM event
            WHERE hashtextextended(task_id, 0) = hashtextextended(:id, 0)
                AND task_id = :id AND project = :project$days
            UNION ALL
            SELECT 'TRACE_ID', 4, event.* FROM event
            WHERE hashtextextended(trace_id, 0) IN (hashtextextended(:id, 0), hashtextextended(:trace_id, 0))
                AND trace_id IN (:id, :trace_id) AND project = :project$days
            UNION ALL
            SELECT 'CALL_ID', 5, event.* FROM event
            WHERE hashtextextended(call_id, 0) = hashtextextended(:id, 0)
                AND call_id = :id AND project = :project$days
        )
        SELECT * FROM (SELECT DISTINCT ON (event_id) * FROM hit ORDER BY event_id, place) AS event
        ORDER BY time DESC, event_id DESC
        LIMIT :limit
        """;

    static final String ON_ALL_DAYS = SQL.replace("$days", "");

    static final String ON_SOME_DAYS = SQL.replace("$days", EventDays.NAMED);

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
        var days = days(question);
        var found = days.isEmpty() || days.size() > EventDays.MAX_NAMED
                ? reader.list(ON_ALL_DAYS, query -> bind(query, question), new FoundEventMapper())
                : answer(question, days);
        return answer(found);
    }

    /** The same of one day, where that is known. */
    public Answer answerOn(LocalDate day, Question question) {
        return answer(answer(question, List.of(day)));
    }

    private static Answer answer(List<FoundEvent> found) {
        return new Answer(found.stream().limit(LIMIT).toList(), found.size() > LIMIT);
    }

    /** Where it may be; empty where that is not known. */
    List<LocalDate> days(Question question) {
        return reader.list(
                DAYS, query -> bindId(query, question), (results, _) -> results.getObject("day", LocalDate.class));
    }

    /** The events of these days, at most {@value EventDays#MAX_NAMED}. */
    List<FoundEvent> answer(Question question, List<LocalDate> days) {
        return reader.list(
                ON_SOME_DAYS, query -> EventDays.bindNamed(bind(query, question), days), new FoundEventMapper());
    }

    private static Query bindId(Query query, Question question) {
        return query.bind("id", question.id()).bind("trace_id", question.id().toLowerCase(Locale.ROOT));
    }

    static Query bind(Query query, Question question) {
        var eventId = eventId(question.id());
        return bindId(query, question)
                .bind("project", question.project())
                .bindByType("event_id", eventId.orElse(null), UUID.class)
                .bindByType("day", eventId.map(EventIds::day).orElse(null), LocalDate.class)
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
