package dev.errata.store.query;

import dev.errata.core.Dimension;
import dev.errata.core.retry.CallTotals;
import dev.errata.core.retry.CallTotals.Attempts;
import dev.errata.core.retry.CallTotals.Calls;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** How many attempts and calls were there over time, and how did the calls end? Told from the totals; unknown without. */
public final class CallSeries {
    /** The most keys of an answer; of more, those with most errors. */
    public static final int MAX_SERIES = RateSeries.MAX_SERIES;

    /** Some time. */
    public record Question(String project, TimeGrid grid, Grouping grouping) {}

    /**
     * What was counted.
     *
     * @param series by key, by the beginning of each step in which something is known
     */
    public record Answer(Map<Map<Dimension, String>, Map<Instant, CallTotals>> series, boolean truncated) {}

    private record Step(Map<Dimension, String> key, Instant time, Calls calls) {}

    private static final String SQL = """
            SELECT date_bin(:step * interval '1 second', window_start, 'epoch') AS bucket, $key, sum(calls)::bigint AS calls,
                sum(calls_failed)::bigint AS failed, sum(calls_rescued)::bigint AS rescued, sum(requests)::bigint AS requests
            FROM traffic_10s JOIN series USING (series_id)
            WHERE window_start >= :from AND window_start < :to AND project = :project AND calls IS NOT NULL$conditions
            GROUP BY bucket, $key
            """;

    private final Reader reader;
    private final RateSeries rates;

    /** Asks this database; errors and attempts are those of the rates. */
    public CallSeries(Jdbi jdbi, RateSeries rates) {
        this.reader = new Reader(jdbi);
        this.rates = rates;
    }

    /**
     * The series.
     *
     * @throws StoreUnavailableException where asking again later, or for a shorter time, may help
     */
    public Answer answer(Question question) {
        var grouping = question.grouping();
        var counted = rates.answer(
                new RateSeries.Question(question.project(), question.grid(), grouping.by(), grouping.filters()));
        var steps = reader.list(
                SQL.replace("$key", grouping.columns()).replace("$conditions", grouping.conditions()),
                query -> bind(query, question),
                (row, _) -> map(row, grouping));
        var calls = steps.stream().collect(Collectors.groupingBy(Step::key, Collectors.toMap(Step::time, Step::calls)));
        var series = new LinkedHashMap<Map<Dimension, String>, Map<Instant, CallTotals>>();
        for (var each : counted.series()) {
            series.put(each.key(), totals(each, calls.getOrDefault(each.key(), Map.of())));
        }
        return new Answer(series, counted.truncated());
    }

    private static Map<Instant, CallTotals> totals(Series series, Map<Instant, Calls> calls) {
        var isCovered = !series.coverage().isUnknown();
        var totals = new TreeMap<Instant, CallTotals>();
        for (var point : series.points()) {
            totals.put(
                    point.time(), new CallTotals(point.errors(), attempts(point), calls.get(point.time()), isCovered));
        }
        return totals;
    }

    private static @Nullable Attempts attempts(Series.Point point) {
        return point.requests() == null ? null : new Attempts(point.requests(), point.errors());
    }

    static Query bind(Query query, Question question) {
        return question.grouping()
                .bind(query)
                .bind("project", question.project())
                .bind("from", question.grid().from().atOffset(ZoneOffset.UTC))
                .bind("to", question.grid().to().atOffset(ZoneOffset.UTC))
                .bind("step", question.grid().step().toSeconds());
    }

    private static Step map(ResultSet results, Grouping grouping) throws SQLException {
        return new Step(
                grouping.key(results),
                new Row(results).requiredTime("bucket"),
                new Calls(
                        results.getLong("calls"),
                        results.getLong("failed"),
                        results.getLong("rescued"),
                        results.getLong("requests")));
    }
}
