package dev.errata.store.query;

import dev.errata.core.Cell;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * Which totals of 10 s are there, in the order of their windows, a page at a time? No row of a window comes twice. What is
 * counted meanwhile, in windows that pages have passed, is left out; nothing is held in the database between two pages.
 */
public final class ListTotals {
    /** The most rows of a page. */
    public static final int MAX_LIMIT = 5_000;

    /** A page is about no longer time, so that other projects' rows, which are read as well, are few enough. */
    private static final Duration STRETCH = Duration.ofMinutes(10);

    private static final String SQL = """
            SELECT window_start, series_id, project, $dimensions, requests, calls, calls_failed, calls_rescued, closed
            FROM traffic_10s JOIN series USING (series_id)
            WHERE window_start >= :from AND window_start < :to AND (window_start, series_id) > (:after_window, :after_series)
                AND project = :project$conditions
            ORDER BY window_start, series_id LIMIT :limit
            """.replace(
                    "$dimensions",
                    Arrays.stream(Dimension.values()).map(Dimension::column).collect(Collectors.joining(", ")));

    private static final String FIRST =
            "SELECT min(window_start) AS first FROM traffic_10s WHERE window_start >= :from AND window_start < :to";

    /**
     * One page.
     *
     * @param project whose
     * @param from the earliest start of a window
     * @param to the time before which they start
     * @param filters for a dimension of traffic, the values that count, {@code ''} for none; all where it is not named
     * @param after where the page before ended; empty for the first
     * @param limit the most rows, up to {@value #MAX_LIMIT}
     */
    public record Question(
            String project,
            Instant from,
            Instant to,
            Map<Dimension, List<String>> filters,
            Optional<Place> after,
            int limit) {
        public Question {
            filters = Map.copyOf(filters);
        }

        private Grouping grouping() {
            return new Grouping(Set.of(), filters);
        }
    }

    /** A place in the order: just behind this row. */
    public record Place(Instant window, UUID seriesId) {
        private static final UUID FIRST = new UUID(0, 0);

        /** Ahead of all rows of that window, behind those of all before. */
        static Place before(Instant window) {
            return new Place(window, FIRST);
        }
    }

    /**
     * A page.
     *
     * @param totals each a {@link Cell.Traffic}; fewer than the limit, or none, where others have many
     * @param next where the next page begins; empty if this is the last
     */
    public record Answer(List<Cell> totals, Optional<Place> next) {}

    private record Counted(Place place, Cell cell) {}

    private final Reader reader;

    /** Asks this database. */
    public ListTotals(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * The page.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public Answer answer(Question question) {
        return question.after()
                .or(() -> first(question.from(), question.to()))
                .map(after -> answer(question, after))
                .orElseGet(() -> new Answer(List.of(), Optional.empty()));
    }

    private Answer answer(Question question, Place after) {
        var limit = Math.clamp(question.limit(), 1, MAX_LIMIT);
        var stretch = after.window().plus(STRETCH);
        var end = stretch.isBefore(question.to()) ? stretch : question.to();
        var rows = read("", question, after, end, limit, (results, _) -> map(results));
        var next = rows.size() == limit ? Optional.of(rows.getLast().place()) : first(end, question.to());
        return new Answer(rows.stream().map(Counted::cell).toList(), next);
    }

    /** How Postgres finds the page behind a place; it answers for that. */
    String plan(Question question, Place after) {
        return String.join(
                "\n",
                read(
                        Reader.EXPLAIN,
                        question,
                        after,
                        question.to(),
                        question.limit(),
                        (results, _) -> results.getString(1)));
    }

    private <T> List<T> read(
            String prefix, Question question, Place after, Instant end, int limit, RowMapper<T> mapper) {
        return reader.listAlongIndex(
                prefix + SQL.replace("$conditions", question.grouping().conditions()),
                query -> bind(question.grouping().bind(query), after.window(), end)
                        .bind("project", question.project())
                        .bind("after_window", after.window().atOffset(ZoneOffset.UTC))
                        .bind("after_series", after.seriesId())
                        .bind("limit", limit),
                mapper);
    }

    /** Ahead of the first window of anybody in that time: hours in which nobody counted are not gone through. */
    private Optional<Place> first(Instant from, Instant to) {
        return reader
                .list(
                        FIRST,
                        query -> bind(query, from, to),
                        (results, _) -> Optional.ofNullable(new Row(results).time("first")))
                .stream()
                .flatMap(Optional::stream)
                .map(Place::before)
                .findFirst();
    }

    private static Query bind(Query query, Instant from, Instant to) {
        return query.bind("from", from.atOffset(ZoneOffset.UTC)).bind("to", to.atOffset(ZoneOffset.UTC));
    }

    private static Counted map(ResultSet results) throws SQLException {
        var row = new Row(results);
        var values = new ArrayList<String>();
        for (var dimension : Dimension.values()) {
            values.add(row.requiredText(dimension.column()));
        }
        var window = row.requiredTime("window_start");
        var key = new RateKey(row.requiredText("project"), values);
        var cell = new Cell(window, key, traffic(results, row), results.getBoolean("closed"));
        return new Counted(new Place(window, results.getObject("series_id", UUID.class)), cell);
    }

    /** All three counts of calls are there, or none. */
    private static Cell.Traffic traffic(ResultSet results, Row row) throws SQLException {
        var calls = row.value("calls", Long.class);
        return new Cell.Traffic(
                results.getLong("requests"),
                calls == null
                        ? null
                        : new Cell.Calls(calls, results.getLong("calls_failed"), results.getLong("calls_rescued")));
    }
}
