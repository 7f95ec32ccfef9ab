package dev.errata.store.query;

import dev.errata.store.query.EventDays.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * Which failures are of a kind, newest first, a page at a time? Pages follow one another without a gap and without a
 * repetition, whatever is stored meanwhile: an event that comes in behind the place where the next page begins is on it.
 */
public final class ListEvents {
    /** The most events of a page. */
    public static final int MAX_LIMIT = 500;

    /** After so long a page ends, full or not, and the next one goes on from there. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

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
        private static final UUID FIRST = new UUID(0, 0);

        /** Ahead of all events before that time, behind all others. */
        static Place before(Instant time) {
            return new Place(time, FIRST);
        }

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

    /**
     * Rows in their order.
     *
     * @param stopped how far they were looked for, where that took too long
     */
    private record Rows(List<FoundEvent> events, Optional<Place> stopped) {}

    private final Reader reader;
    private final EventDays days;
    private final Duration patience;

    /** Asks this database. */
    public ListEvents(Jdbi jdbi) {
        this(jdbi, PATIENCE);
    }

    ListEvents(Jdbi jdbi, Duration patience) {
        this.reader = new Reader(jdbi);
        this.days = new EventDays(reader);
        this.patience = patience;
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
        var deadline = System.nanoTime() + patience.toNanos();
        for (int scanned = 0; scanned < MAX_SCANNED; scanned += MAX_LIMIT) {
            var chunk = question.filter().owner().isPresent() ? MAX_LIMIT : limit;
            var rows = read(question.filter(), after, chunk + 1, deadline);
            var found = rows.events();
            for (var event : found.subList(0, Math.min(chunk, found.size()))) {
                after = Optional.of(Place.of(event));
                if (question.filter().hasOwner(event)) {
                    page.add(event);
                }
                if (page.size() == limit) {
                    var isLast = found.size() <= chunk && event.equals(found.getLast());
                    return new Answer(page, isLast ? rows.stopped() : after);
                }
            }
            if (found.size() <= chunk) {
                return new Answer(page, rows.stopped());
            }
        }
        return new Answer(page, after);
    }

    /** How Postgres finds the first page; it answers for that. */
    public String plan(Question question) {
        var stretch = stretches(question.filter(), question.after()).getFirst();
        return String.join(
                "\n",
                read(
                        Reader.EXPLAIN,
                        question.filter(),
                        question.after(),
                        question.limit() + 1,
                        stretch,
                        (results, _) -> results.getString(1)));
    }

    /** A stretch is all newer than the next one, so they are read one after the other until there are enough rows. */
    private Rows read(EventFilter filter, Optional<Place> after, int rows, long deadline) {
        var found = new ArrayList<FoundEvent>();
        var stretches = stretches(filter, after);
        for (var stretch : stretches) {
            found.addAll(read("", filter, after, rows - found.size(), stretch, new FoundEventMapper()));
            if (found.size() == rows) {
                break;
            }
            if (System.nanoTime() - deadline > 0 && !stretch.equals(stretches.getLast())) {
                return new Rows(found, Optional.of(Place.before(stretch.from())));
            }
        }
        return new Rows(found, Optional.empty());
    }

    private List<Stretch> stretches(EventFilter filter, Optional<Place> after) {
        var behind = after.map(place -> place.time().plus(1, ChronoUnit.MICROS));
        return days.stretches(filter.from(), behind.filter(filter.to()::isAfter).orElse(filter.to()));
    }

    private <T> List<T> read(
            String prefix, EventFilter filter, Optional<Place> after, int rows, Stretch stretch, RowMapper<T> mapper) {
        var within = filter.within(stretch.from(), stretch.to());
        return reader.listAlongIndex(
                prefix + sql(within, after, stretch.condition()),
                query -> stretch.bind(bind(query, within, after, rows)),
                mapper);
    }

    static String sql(EventFilter filter, Optional<Place> after) {
        return sql(filter, after, "");
    }

    private static String sql(EventFilter filter, Optional<Place> after, String more) {
        return "SELECT 'EVENT_ID' AS matched, event.* FROM event WHERE " + filter.conditions()
                + (after.isPresent() ? " AND (time, event_id) < (:after_time, :after_id)" : "") + more
                + " ORDER BY time DESC, event_id DESC LIMIT :limit";
    }

    static Query bind(Query query, EventFilter filter, Optional<Place> after, int rows) {
        filter.bind(query);
        after.ifPresent(place ->
                query.bind("after_time", place.time().atOffset(ZoneOffset.UTC)).bind("after_id", place.eventId()));
        return query.bind("limit", rows);
    }
}
