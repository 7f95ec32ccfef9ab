package dev.errata.store.query;

import dev.errata.contract.Caller;
import dev.errata.store.deadletter.DeadLetter;
import dev.errata.store.deadletter.DeadLetterId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** What could not be stored, newest first, a page at a time? */
public final class ListDeadLetters {
    /** The most dead letters of a page. */
    public static final int MAX_LIMIT = 500;

    /**
     * Which ones. What is null does not matter.
     *
     * @param project whose; what nobody can be told to have sent is the default project's
     * @param reason the lower-case name of a {@link dev.errata.contract.Reason}
     * @param from the earliest append time
     * @param to the append time before which they are
     * @param closed whether those that have been replayed and stored are wanted, too
     */
    public record Filter(
            String project,
            @Nullable String reason,
            @Nullable String topic,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean closed) {}

    /**
     * One page.
     *
     * @param after where the page before ended; empty for the first
     * @param limit the most, up to {@value #MAX_LIMIT}
     */
    public record Question(Filter filter, Optional<Place> after, int limit) {}

    /**
     * A place in the order.
     *
     * @param receivedAt of the dead letter
     * @param id of the dead letter
     */
    public record Place(Instant receivedAt, DeadLetterId id) {
        static Place of(DeadLetter letter) {
            return new Place(letter.receivedAt(), letter.id());
        }
    }

    /**
     * A page.
     *
     * @param next where the next one begins; empty if this is the last
     */
    public record Answer(List<DeadLetter> deadLetters, Optional<Place> next) {}

    private final Reader reader;

    /** Asks this database. */
    public ListDeadLetters(Jdbi jdbi) {
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
                sql(question), query -> bind(query, question).bind("limit", limit + 1), new DeadLetterMapper());
        if (found.size() <= limit) {
            return new Answer(found, Optional.empty());
        }
        var page = List.copyOf(found.subList(0, limit));
        return new Answer(page, Optional.of(Place.of(page.getLast())));
    }

    /** Only the conditions that matter, so that each question goes by the index on time. */
    static String sql(Question question) {
        var filter = question.filter();
        var conditions = new ArrayList<String>();
        conditions.add("coalesce(project, '" + Caller.DEFAULT_PROJECT + "') = :project");
        conditions.add(filter.closed() ? "true" : "outcome IS DISTINCT FROM 'stored'");
        addIf(conditions, filter.reason() != null, "reason = :reason");
        addIf(conditions, filter.topic() != null, "topic = :topic");
        addIf(conditions, filter.from() != null, "received_at >= :from");
        addIf(conditions, filter.to() != null, "received_at < :to");
        addIf(
                conditions,
                question.after().isPresent(),
                "(received_at, topic, partition, record_offset, last_offset)"
                        + " < (:received_at, :after_topic, :partition, :first, :last)");
        return "SELECT * FROM dead_letter WHERE " + String.join(" AND ", conditions)
                + " ORDER BY received_at DESC, topic DESC, partition DESC, record_offset DESC, last_offset DESC"
                + " LIMIT :limit";
    }

    private static void addIf(List<String> conditions, boolean wanted, String condition) {
        if (wanted) {
            conditions.add(condition);
        }
    }

    private static Query bind(Query query, Question question) {
        var filter = question.filter();
        bindIf(query, "reason", filter.reason());
        query.bind("project", filter.project());
        bindIf(query, "topic", filter.topic());
        bindIf(query, "from", filter.from());
        bindIf(query, "to", filter.to());
        question.after().ifPresent(after -> {
            bindIf(query, "received_at", after.receivedAt());
            query.bind("after_topic", after.id().topic())
                    .bind("partition", after.id().partition())
                    .bind("first", after.id().offset())
                    .bind("last", after.id().lastOffset());
        });
        return query;
    }

    private static void bindIf(Query query, String name, @Nullable String value) {
        if (value != null) {
            query.bind(name, value);
        }
    }

    private static void bindIf(Query query, String name, @Nullable Instant value) {
        if (value != null) {
            query.bind(name, value.atOffset(ZoneOffset.UTC));
        }
    }
}
