package dev.errata.store.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** From when to when are failures stored? It says what can be found at all. */
public final class EventHorizon {
    /**
     * What is stored.
     *
     * @param oldestDay the first day with an event of anybody; empty where nothing is stored
     * @param newestReceived when Kafka appended the newest of the project's failures, or nearly; empty where it has none
     */
    public record Answer(Optional<LocalDate> oldestDay, Optional<Instant> newestReceived) {}

    static final String SQL = """
            SELECT (SELECT min(event_day) FROM event) AS oldest_day, (
                SELECT max(received_at) FROM (
                    SELECT received_at FROM event WHERE project = :project ORDER BY time DESC LIMIT 20) AS latest
            ) AS newest_received
            """;

    private final Reader reader;

    /** Asks this database. */
    public EventHorizon(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * What is stored of a project.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public Answer answer(String project) {
        return reader.list(SQL, query -> query.bind("project", project), (results, _) -> {
                    var row = new Row(results);
                    return new Answer(
                            Optional.ofNullable(row.value("oldest_day", LocalDate.class)),
                            Optional.ofNullable(row.time("newest_received")));
                })
                .getFirst();
    }

    /** Whether an event born then would be gone by now. */
    public static boolean isExpired(Answer horizon, Instant born) {
        var day = LocalDate.ofInstant(born, ZoneOffset.UTC);
        return horizon.oldestDay().filter(day::isBefore).isPresent();
    }
}
