package dev.errata.store.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * Which failures are of a kind, newest first, a page at a time? Pages follow one another without a gap and without a
 * repetition, whatever is stored meanwhile: an event that comes in behind the place where the next page begins is on it.
 */
public final class ListEvents {
    /** The most events of a page. */
    public static final int MAX_LIMIT = 500;

    /** So many rows are looked at for a page where not all of them can be what is meant. */
    static final int MAX_SCANNED = 5_000;

    /**
     * One page.
     *
     * @param after where the page before ended; empty for the first
     * @param limit the most, up to {@value #MAX_LIMIT}
     */
    public record Question(EventFilter filter, Optional<Place> after, int limit) {}

    /** A place in the order: just behind this event. */
    public record Place(Instant time, UUID eventId) {
        static Place of(FoundEvent found) {
            return new Place(found.event().time(), found.event().eventId());
        }
    }

    /**
     * A page.
     *
     * @param events fewer than the limit, or none, where many had to be looked at
     * @param next where the next page begins; empty if this is the last
     */
    public record Answer(List<FoundEvent> events, Optional<Place> next) {}

    private final Reader reader;

    /** Asks this database. */
    public ListEvents(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * The page.
     *
     * @throws StoreUnavailableException where asking again later, or for a shorter time, may help
     */
    public Answer answer(Question question) {
        var limit = Math.clamp(question.limit(), 1, MAX_LIMIT);
        var page = new ArrayList<FoundEvent>();
        var after = question.after();
        for (int scanned = 0; scanned < MAX_SCANNED; scanned += MAX_LIMIT) {
            var chunk = question.filter().owner().isPresent() ? MAX_LIMIT : limit;
            var found = read(question.filter(), after, chunk + 1);
            for (var event : found.subList(0, Math.min(chunk, found.size()))) {
                after = Optional.of(Place.of(event));
                if (question.filter().hasOwner(event)) {
                    page.add(event);
                }
                if (page.size() == limit) {
                    var isLast = found.size() <= chunk && event.equals(found.getLast());
                    return new Answer(page, isLast ? Optional.empty() : after);
                }
            }
            if (found.size() <= chunk) {
                return new Answer(page, Optional.empty());
            }
        }
        return new Answer(page, after);
    }

    /** How Postgres finds the first page; it answers for that. */
    public String plan(Question question) {
        return String.join(
                "\n",
                reader.listPlannedAnew(
                        Reader.EXPLAIN + sql(question.filter(), question.after()),
                        query -> bind(query, question.filter(), question.after(), question.limit() + 1),
                        (results, _) -> results.getString(1)));
    }

    private List<FoundEvent> read(EventFilter filter, Optional<Place> after, int rows) {
        // How rare they are decides whether to go along the time or not, so no plan fits all.
        return reader.listPlannedAnew(
                sql(filter, after), query -> bind(query, filter, after, rows), new FoundEventMapper());
    }

    static String sql(EventFilter filter, Optional<Place> after) {
        return "SELECT 'EVENT_ID' AS matched, event.* FROM event WHERE " + filter.conditions()
                + (after.isPresent() ? " AND (time, event_id) < (:after_time, :after_id)" : "")
                + " ORDER BY time DESC, event_id DESC LIMIT :limit";
    }

    static Query bind(Query query, EventFilter filter, Optional<Place> after, int rows) {
        filter.bind(query);
        after.ifPresent(place ->
                query.bind("after_time", place.time().atOffset(ZoneOffset.UTC)).bind("after_id", place.eventId()));
        return query.bind("limit", rows);
    }
}
