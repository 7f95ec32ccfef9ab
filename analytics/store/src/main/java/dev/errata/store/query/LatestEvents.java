package dev.errata.store.query;

import dev.errata.store.query.ListEvents.Place;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Which failures of a kind are the latest, and how many are behind those? For whoever watches them come in. */
public final class LatestEvents {
    /** The most events of an answer. */
    public static final int LIMIT = 500;

    /** So many are counted. */
    public static final int MAX_COUNTED = 100_000;

    private final Reader reader;

    /** Asks this database. */
    public LatestEvents(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * The latest, newest first, at most {@value #LIMIT}.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public List<FoundEvent> answer(EventFilter filter) {
        return reader.list(
                ListEvents.sql(filter, Optional.empty()),
                query -> ListEvents.bind(query, filter, Optional.empty(), LIMIT),
                new FoundEventMapper());
    }

    /**
     * How many there are before one place and after another, counted up to {@value #MAX_COUNTED}.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public int between(EventFilter filter, Place after, Place before) {
        var sql = "SELECT count(*) AS events FROM (SELECT FROM event WHERE " + filter.conditions()
                + " AND (time, event_id) > (:after_time, :after_id) AND (time, event_id) < (:before_time, :before_id)"
                + " LIMIT :limit) AS counted";
        return reader.list(
                        sql,
                        query -> {
                            filter.bind(query);
                            return query.bind("after_time", after.time().atOffset(ZoneOffset.UTC))
                                    .bind("after_id", after.eventId())
                                    .bind("before_time", before.time().atOffset(ZoneOffset.UTC))
                                    .bind("before_id", before.eventId())
                                    .bind("limit", MAX_COUNTED);
                        },
                        (results, _) -> results.getInt("events"))
                .getFirst();
    }
}
