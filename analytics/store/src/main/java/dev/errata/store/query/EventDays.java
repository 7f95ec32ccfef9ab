package dev.errata.store.query;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions may have events of a time? Those of days that are not sealed, and of the others those whose events' times
 * overlap it: the day of a partition is that of the id.
 */
final class EventDays {
    /** So many days are named in a statement; where there may be more, all partitions are read. */
    private static final int MAX_NAMED = 8;

    /** So many sealed days make a stretch. There are four that are not sealed, or five just after midnight. */
    private static final int SEALED_IN_A_STRETCH = 3;

    /** Named one by one, and not as an array: so Postgres opens the partitions of these days, and no others. */
    private static final String NAMED =
            IntStream.range(0, MAX_NAMED).mapToObj(i -> ":day" + i).collect(joining(", ", " AND event_day IN (", ")"));

    private static final String SQL = """
        SELECT day, CASE WHEN noted_at IS NOT NULL THEN first_time END AS first_time,
            CASE WHEN noted_at IS NOT NULL THEN last_time END AS last_time
        FROM event_day
        WHERE day <= ((now() + interval '1 hour') AT TIME ZONE 'UTC')::date + 2
            AND (noted_at IS NULL OR first_time IS NULL OR first_time < :to AND last_time >= :from)
        """;

    /** A day that may have such events, and of which times they are; null for any. */
    private record Times(
            LocalDate day,
            @Nullable Instant first,
            @Nullable Instant last) {
        boolean overlaps(Instant from, Instant to) {
            return first == null || last == null || (first.isBefore(to) && !last.isBefore(from));
        }
    }

    /**
     * A part of a time, and the days whose partitions have all of its events.
     *
     * @param from the first instant in it
     * @param to the first behind it
     * @param days few enough to be named; empty: all there are
     */
    record Stretch(Instant from, Instant to, List<LocalDate> days) {
        String condition() {
            return days.isEmpty() ? "" : NAMED;
        }

        Query bind(Query query) {
            return days.isEmpty() ? query : bindNamed(query, days);
        }
    }

    private final Reader reader;

    EventDays(Reader reader) {
        this.reader = reader;
    }

    /** Asks this database. */
    EventDays(Jdbi jdbi) {
        this(new Reader(jdbi));
    }

    /**
     * The time in stretches of some days each, the newest first. All of it is one where nobody keeps notes.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    List<Stretch> stretches(Instant from, Instant to) {
        var days = read(from, to);
        var lasts = days.stream()
                .map(Times::last)
                .filter(Objects::nonNull)
                .sorted(Comparator.reverseOrder())
                .toList();
        var stretches = new ArrayList<Stretch>();
        var end = to;
        for (int i = SEALED_IN_A_STRETCH; i < lasts.size(); i += SEALED_IN_A_STRETCH) {
            // Behind the last event of the next sealed day, which so begins another stretch.
            var start = lasts.get(i).plus(1, ChronoUnit.MICROS);
            if (start.isAfter(from) && start.isBefore(end)) {
                stretches.add(stretch(days, start, end));
                end = start;
            }
        }
        stretches.add(stretch(days, from, end));
        return stretches;
    }

    /**
     * All of the time, for what has to be asked at once.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    Stretch whole(Instant from, Instant to) {
        return stretch(read(from, to), from, to);
    }

    private static Stretch stretch(List<Times> days, Instant from, Instant to) {
        var overlapping = days.stream()
                .filter(day -> day.overlaps(from, to))
                .map(Times::day)
                .toList();
        return new Stretch(from, to, overlapping.size() > MAX_NAMED ? List.of() : overlapping);
    }

    private List<Times> read(Instant from, Instant to) {
        return reader.list(
                SQL,
                query -> query.bind("from", from.atOffset(ZoneOffset.UTC)).bind("to", to.atOffset(ZoneOffset.UTC)),
                (results, _) -> {
                    var row = new Row(results);
                    return new Times(
                            results.getObject("day", LocalDate.class), row.time("first_time"), row.time("last_time"));
                });
    }

    private static Query bindNamed(Query query, List<LocalDate> days) {
        for (int i = 0; i < MAX_NAMED; i++) {
            query.bindByType("day" + i, i < days.size() ? days.get(i) : null, LocalDate.class);
        }
        return query;
    }
}
