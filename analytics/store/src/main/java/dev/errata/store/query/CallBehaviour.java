package dev.errata.store.query;

import dev.errata.core.Dimension;
import dev.errata.core.retry.CallTotals;
import dev.errata.core.retry.Retries;
import dev.errata.core.retry.TaskCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** What do the clients of all projects do at present, and how do their tasks stand? Safe from any thread. */
public final class CallBehaviour {
    /** The time in which attempts are looked at. */
    public static final Duration RECENT = Duration.ofMinutes(15);

    private static final int PROJECTS = 100;

    /** Asked each minute by every process: what one second of Postgres can sort, so that the look never costs much. */
    static final int MAX_FAILURES = 300_000;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Retries UNKNOWN = new Retries(0, 0, Optional.empty());
    private static final Grouping BY_APP = new Grouping(Set.of(Dimension.APP), Map.of());
    private static final Grouping BY_MODEL =
            new Grouping(Set.of(Dimension.APP, Dimension.PROVIDER, Dimension.MODEL), Map.of());

    /** Calls of one application, {@code ''} for none. */
    public record AppCalls(String project, String app, CallTotals totals, Retries retries) {}

    /**
     * Tasks of one application and model, {@code ''} for none.
     *
     * @param all those that were submitted in the last seven days
     * @param latest those of this hour and the one before
     */
    public record ModelTasks(
            String project, String app, String provider, String model, TaskCounts all, TaskCounts latest) {}

    private static final String ACTIVE = """
            SELECT DISTINCT project FROM rate_10s JOIN series USING (series_id) WHERE window_start >= :since
            UNION SELECT DISTINCT project FROM traffic_10s JOIN series USING (series_id) WHERE window_start >= :since
            ORDER BY project LIMIT :limit
            """;

    private static final String WITH_TASKS = """
            SELECT DISTINCT project FROM call_outcome WHERE time >= :since AND task_id IS NOT NULL ORDER BY project LIMIT :limit
            """;

    private final Reader reader;
    private final CallSeries calls;
    private final RetryChains chains;
    private final TaskCohorts tasks;

    /** Asks this database; a connection is taken only while a question is answered. */
    public CallBehaviour(DataSource database) {
        this(Jdbi.create(database).installPlugin(new PostgresPlugin()), MAX_FAILURES);
    }

    CallBehaviour(Jdbi jdbi, int maxFailures) {
        this.reader = new Reader(jdbi);
        this.calls = new CallSeries(jdbi, new RateSeries(jdbi));
        this.chains = new RetryChains(jdbi, maxFailures);
        this.tasks = new TaskCohorts(jdbi);
    }

    /**
     * Calls by application, of those that called in the last quarter of an hour. What followed failures is unknown where there are too many
     * of them to look at.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public List<AppCalls> calls(Instant now) {
        var since = now.minus(RECENT);
        var found = new ArrayList<AppCalls>();
        for (var project : projects(ACTIVE, since)) {
            var grid = new TimeGrid(since, now, RECENT);
            var counted =
                    calls.answer(new CallSeries.Question(project, grid, BY_APP)).series();
            var followed = followed(project, since, now);
            counted.forEach((key, steps) -> found.add(new AppCalls(
                    project,
                    key.getOrDefault(Dimension.APP, ""),
                    steps.values().stream().reduce(CallTotals.NONE, CallTotals::plus),
                    followed.map(known -> known.getOrDefault(key, Retries.NONE)).orElse(UNKNOWN))));
        }
        return found;
    }

    /** Empty where there are too many failures to look at. */
    private Optional<Map<Map<Dimension, String>, Retries>> followed(String project, Instant since, Instant now) {
        try {
            return Optional.of(
                    chains.answer(new RetryChains.Question(project, since, now, BY_APP, Retries.MAX_ATTEMPTS)));
        } catch (TooManyFailuresException e) {
            return Optional.empty();
        }
    }

    /**
     * Tasks by application and model.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public List<ModelTasks> tasks(Instant now) {
        var since = now.minus(TaskCounts.LEARNED);
        var found = new ArrayList<ModelTasks>();
        for (var project : projects(WITH_TASKS, since)) {
            var grid = new TimeGrid(since, now, HOUR);
            var cohorts = tasks.answer(new TaskCohorts.Question(project, grid, BY_MODEL, now));
            cohorts.forEach((key, cohort) -> found.add(new ModelTasks(
                    project,
                    key.getOrDefault(Dimension.APP, ""),
                    key.getOrDefault(Dimension.PROVIDER, ""),
                    key.getOrDefault(Dimension.MODEL, ""),
                    cohort.all(),
                    cohort.since(grid.to().minus(HOUR.multipliedBy(2))))));
        }
        return found;
    }

    private List<String> projects(String sql, Instant since) {
        return reader.list(
                sql,
                query -> query.bind("since", since.atOffset(ZoneOffset.UTC)).bind("limit", PROJECTS),
                (results, _) -> results.getString("project"));
    }
}
