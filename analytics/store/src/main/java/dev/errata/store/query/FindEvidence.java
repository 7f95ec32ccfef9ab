package dev.errata.store.query;

import dev.errata.core.Dimension;
import dev.errata.core.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which failed calls show an incident: the first, the last, and one of each of the commonest errors? Looks at the first and the
 * last two minutes only, so that the answer takes no longer the longer it goes on.
 */
public final class FindEvidence {
    private static final Duration ENDS = Duration.ofMinutes(2);
    private static final Duration ACROSS = Duration.ofDays(1);

    /** How many of each sort. */
    private static final int EACH = 3;

    /**
     * What to look for.
     *
     * @param where dimension to value; all of it has to hold, {@code ''} for none
     * @param from the incident's beginning
     * @param to its end, or now
     */
    public record Question(String project, Map<Dimension, String> where, Instant from, Instant to) {
        public Question {
            where = Map.copyOf(where);
        }

        /**
         * Those of the part of an incident that explains most; what the store does not tell apart is left out.
         *
         * @param to its end, or as far as it is looked at
         */
        public static Question of(Incident incident, Instant to) {
            var where = Dimension.among(incident.scope().where());
            incident.explanation().slices().stream()
                    .findFirst()
                    .ifPresent(slice -> where.putAll(Dimension.among(slice.where())));
            return new Question(incident.project(), where, incident.times().startedAt(), to);
        }
    }

    /**
     * A failed call, and what it shows.
     *
     * @param role first, last or typical
     * @param alike how many of the calls that were looked at failed in the same way
     */
    public record Exhibit(String role, long alike, FoundEvent event) {
        /** What was answered, in words; it is not kept with an incident. */
        public static final String MESSAGE = "message";

        /** As the API shows it. */
        public ObjectNode toJson() {
            var failed = event.event();
            var failure = failed.failure();
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("role", role)
                    .put("event_id", failed.eventId().toString())
                    .put("time", failed.time().toString())
                    .put("request_id", failed.ids().requestId())
                    .put("provider_request_id", failed.ids().providerRequestId())
                    .put("app", failed.caller().app())
                    .put("provider", failed.target().provider())
                    .put("model", failed.target().model())
                    .put("status", failure.status())
                    .put("code", failure.code())
                    .put("type", failure.type())
                    .put(MESSAGE, failure.message())
                    .put("fingerprint", event.fingerprint())
                    .put("alike", alike);
        }
    }

    private static final String SQL = """
            WITH hit AS MATERIALIZED (
                SELECT event.*, count(*) OVER (PARTITION BY fingerprint) AS alike FROM event
                WHERE event_day BETWEEN :first_day AND :last_day AND project = :project
                    AND time >= :from AND time < :to AND (time < :from_end OR time >= :to_start)$where
            ), chosen AS (
                (SELECT 'first' AS role, 0 AS place, * FROM hit ORDER BY time, event_id LIMIT :each)
                UNION ALL
                (SELECT 'last', 1, * FROM hit ORDER BY time DESC, event_id DESC LIMIT :each)
                UNION ALL
                (SELECT 'typical', 2, * FROM (SELECT DISTINCT ON (fingerprint) * FROM hit ORDER BY fingerprint, time) AS kind
                ORDER BY alike DESC, event_id LIMIT :each)
            )
            SELECT *, 'EVENT_ID' AS matched FROM chosen
            ORDER BY place, CASE place WHEN 2 THEN -alike ELSE 0 END, CASE place WHEN 1 THEN -1 ELSE 1 END * extract(epoch FROM time), event_id
            """;

    private final Reader reader;
    private final FoundEventMapper mapper = new FoundEventMapper();

    /** Asks this database. */
    public FindEvidence(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * The calls, first, last and typical ones, each in their order.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public List<Exhibit> answer(Question question) {
        return reader.list(sql(question), query -> bind(query, question), (results, ctx) -> {
            var row = new Row(results);
            return new Exhibit(row.requiredText("role"), results.getLong("alike"), mapper.map(results, ctx));
        });
    }

    /** The names of columns come from the enum, values are bound. */
    static String sql(Question question) {
        var where = question.where().keySet().stream()
                .sorted()
                .map(dimension -> " AND coalesce(%1$s::text, '') = :%1$s".formatted(dimension.column()))
                .collect(Collectors.joining());
        return SQL.replace("$where", where);
    }

    private static Query bind(Query query, Question question) {
        question.where().forEach((dimension, value) -> query.bind(dimension.column(), value));
        return query.bind("project", question.project())
                .bind("from", question.from().atOffset(ZoneOffset.UTC))
                .bind("from_end", question.from().plus(ENDS).atOffset(ZoneOffset.UTC))
                .bind("to_start", question.to().minus(ENDS).atOffset(ZoneOffset.UTC))
                .bind("to", question.to().atOffset(ZoneOffset.UTC))
                .bind("first_day", day(question.from().minus(ACROSS)))
                .bind("last_day", day(question.to().plus(ACROSS)))
                .bind("each", EACH);
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
