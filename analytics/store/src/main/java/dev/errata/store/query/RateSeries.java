package dev.errata.store.query;

import dev.errata.core.Coverage;
import dev.errata.core.Dimension;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts failed over time, and of how many, by some dimensions?
 *
 * <p>Errors are told apart by all of the dimensions, requests only by {@link Dimension#isOfTraffic those of traffic}: by
 * {@code code}, every code is set against the same requests. What was called but never failed is a series too, of zeros,
 * unless errors alone have one of the dimensions.
 *
 * <p>Which part failed is unknown where too few of the errors come from where calls are counted.
 */
public final class RateSeries {
    /** The most series of an answer. */
    public static final int MAX_SERIES = 1_000;

    /** The most points of an answer: on a fine grid there are fewer series. */
    public static final int MAX_POINTS = 100_000;

    /**
     * What to count.
     *
     * @param project whose rates
     * @param by what to tell apart; nothing: one series of all
     * @param filters for a dimension, the values that count, {@code ''} for none; all where it is not named
     */
    public record Question(String project, TimeGrid grid, Set<Dimension> by, Map<Dimension, List<String>> filters) {
        public Question {
            by = Set.copyOf(by);
            filters = Map.copyOf(filters);
        }

        long maxSeries() {
            return Math.clamp(MAX_POINTS / grid.size(), 1, MAX_SERIES);
        }
    }

    /**
     * What was counted.
     *
     * @param series those with most errors first
     * @param coverage how well all the errors asked for are known
     * @param truncated whether there are more than {@value #MAX_SERIES}, or than points allow
     */
    public record Answer(List<Series> series, Coverage coverage, boolean truncated) {}

    private final Reader reader;
    private final CoverageByApp coverage;

    /** Asks this database. */
    public RateSeries(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
        this.coverage = new CoverageByApp(jdbi);
    }

    /**
     * The rates.
     *
     * @throws StoreUnavailableException where asking again later, or for less, may help
     */
    public Answer answer(Question question) {
        var grid = question.grid();
        var apps = coverage.of(question.project(), grid.from(), grid.to());
        var all = all(apps, question.filters().get(Dimension.APP));
        var rows = new SeriesRows(grid, by(question), key -> {
            var app = key.get(Dimension.APP);
            return app == null ? all : apps.getOrDefault(app, Coverage.NONE);
        });
        var series =
                reader.listSorted(sql(question), query -> bind(query, question), (results, _) -> rows.next(results));
        return new Answer(
                series.stream().limit(question.maxSeries()).toList(), all, series.size() > question.maxSeries());
    }

    private static Coverage all(Map<String, Coverage> apps, @Nullable List<String> chosen) {
        return apps.entrySet().stream()
                .filter(app -> chosen == null || chosen.contains(app.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Coverage.NONE, Coverage::plus);
    }

    /** How Postgres finds the answer; it answers for that. */
    public String plan(Question question) {
        return String.join(
                "\n",
                reader.listSorted(
                        Reader.EXPLAIN + sql(question),
                        query -> bind(query, question),
                        (results, _) -> results.getString(1)));
    }

    private static String sql(Question question) {
        return RateSql.of(
                question.grid().step(), by(question), question.filters().keySet());
    }

    private static List<Dimension> by(Question question) {
        return List.copyOf(new TreeSet<>(question.by()));
    }

    static Query bind(Query query, Question question) {
        question.filters().forEach((dimension, values) -> query.bindArray(dimension.column(), String.class, values));
        return query.bind("project", question.project())
                .bind("from", question.grid().from().atOffset(ZoneOffset.UTC))
                .bind("to", question.grid().to().atOffset(ZoneOffset.UTC))
                .bind("step", question.grid().step().toSeconds())
                .bind("limit", question.maxSeries() + 1);
    }
}
