package dev.errata.store.query;

import dev.errata.contract.Failure;
import dev.errata.core.Dimension;
import dev.errata.core.retry.TaskCounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** What became of the tasks that were submitted in some time: how many failed, with which error, and which are stuck? */
public final class TaskCohorts {
    /** The most stuck tasks of an answer. */
    public static final int MAX_STUCK = 100;

    /**
     * Some time of submission.
     *
     * @param project whose tasks
     * @param grid the time, and the steps in which they are counted
     * @param now until when an open task has waited
     */
    public record Question(String project, TimeGrid grid, Grouping grouping, Instant now) {}

    /**
     * How the tasks of one key stand.
     *
     * @param steps by the beginning of each step in which tasks were submitted
     * @param failures how many failed with which error; without code, status and type where no event tells of one. Its message
     *     is null
     */
    public record Cohort(Map<Instant, TaskCounts> steps, Map<Failure, Long> failures) {
        /** All steps together. */
        public TaskCounts all() {
            return since(Instant.MIN);
        }

        /** Those from this time on. */
        TaskCounts since(Instant time) {
            return steps.entrySet().stream()
                    .filter(step -> !step.getKey().isBefore(time))
                    .map(Map.Entry::getValue)
                    .reduce(TaskCounts.NONE, TaskCounts::plus);
        }
    }

    /**
     * A task that takes too long.
     *
     * @param limit the age from which a task of its app and model is stuck
     */
    public record StuckTask(
            String taskId,
            @Nullable String app,
            @Nullable String provider,
            @Nullable String model,
            Instant submittedAt,
            Duration limit) {}

    private record Cell(Map<Dimension, String> key, Instant time, TaskCounts counts, Failure failure) {}

    private static final String JUDGED = """
            WITH judged AS (
                SELECT task.*, CASE WHEN samples >= :samples THEN greatest(:factor * p99_ms, :least_ms) END AS limit_ms
                FROM task LEFT JOIN task_length ON task_length.project = task.project
                    AND task_length.app = coalesce(task.app, '') AND task_length.model = coalesce(task.model, '')
                WHERE task.project = :project AND submitted_at >= :from AND submitted_at < :to
            )
            """;

    /** Of the events with the task's id, the one nearest to its end tells the error. */
    private static final String COUNTS = JUDGED + """
            SELECT date_bin(:step * interval '1 second', submitted_at, 'epoch') AS bucket, $nullableKey, state,
                error.status, error.code, error.type, count(*) AS tasks,
                count(*) FILTER (WHERE CAST(:now AS timestamptz) - submitted_at > limit_ms * interval '1 ms') AS late,
                count(*) FILTER (WHERE limit_ms IS NULL) AS unjudged
            FROM judged LEFT JOIN LATERAL (
                SELECT status, code, type FROM event
                WHERE judged.state = 'failed' AND hashtextextended(event.task_id, 0) = hashtextextended(judged.task_id, 0)
                    AND event.task_id = judged.task_id AND event.project = :project
                    AND event_day BETWEEN (ended_at AT TIME ZONE 'UTC')::date - 1 AND (ended_at AT TIME ZONE 'UTC')::date + 1
                ORDER BY abs(extract(epoch FROM event.time - ended_at)), event_id LIMIT 1) AS error ON true
            WHERE true$conditions
            GROUP BY 1, $groups, state, error.status, error.code, error.type
            ORDER BY $groups, bucket
            """;

    private static final String STUCK = JUDGED + """
            SELECT * FROM judged
            WHERE state = 'open' AND CAST(:now AS timestamptz) - submitted_at > limit_ms * interval '1 ms'$conditions
            ORDER BY submitted_at, task_id LIMIT :limit
            """;

    private final Reader reader;

    /** Asks this database. */
    public TaskCohorts(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * How they stand, by the values of the dimensions. A key without tasks is not there.
     *
     * @throws StoreUnavailableException where asking again later, or for a shorter time, may help
     */
    public Map<Map<Dimension, String>, Cohort> answer(Question question) {
        var grouping = question.grouping();
        var cells =
                reader.list(counts(grouping), query -> bindCounts(query, question), (row, _) -> cell(row, grouping));
        var cohorts = new LinkedHashMap<Map<Dimension, String>, Cohort>();
        for (var cell : cells) {
            var cohort = cohorts.computeIfAbsent(cell.key(), _ -> new Cohort(new TreeMap<>(), new LinkedHashMap<>()));
            cohort.steps().merge(cell.time(), cell.counts(), TaskCounts::plus);
            if (cell.counts().failed() > 0) {
                cohort.failures().merge(cell.failure(), cell.counts().failed(), Long::sum);
            }
        }
        return cohorts;
    }

    /**
     * The stuck ones, the oldest first, at most {@value #MAX_STUCK}.
     *
     * @throws StoreUnavailableException where asking again later, or for a shorter time, may help
     */
    public List<StuckTask> stuck(Question question) {
        return reader.list(
                filled(STUCK, question.grouping()),
                query -> bind(query, question).bind("limit", MAX_STUCK),
                (results, _) -> {
                    var row = new Row(results);
                    return new StuckTask(
                            row.requiredText("task_id"),
                            row.text("app"),
                            row.text("provider"),
                            row.text("model"),
                            row.requiredTime("submitted_at"),
                            Duration.ofMillis(results.getLong("limit_ms")));
                });
    }

    static String counts(Grouping grouping) {
        return filled(COUNTS, grouping);
    }

    static Query bindCounts(Query query, Question question) {
        return bind(query, question).bind("step", question.grid().step().toSeconds());
    }

    private static String filled(String sql, Grouping grouping) {
        return sql.replace("$nullableKey", grouping.ofNullable())
                .replace("$groups", grouping.groups())
                .replace("$conditions", grouping.conditions());
    }

    private static Query bind(Query query, Question question) {
        return question.grouping()
                .bind(query)
                .bind("project", question.project())
                .bind("from", question.grid().from().atOffset(ZoneOffset.UTC))
                .bind("to", question.grid().to().atOffset(ZoneOffset.UTC))
                .bind("now", question.now().atOffset(ZoneOffset.UTC))
                .bind("samples", TaskCounts.STUCK_SAMPLES)
                .bind("factor", TaskCounts.STUCK_FACTOR)
                .bind("least_ms", TaskCounts.STUCK_LEAST.toMillis());
    }

    private static Cell cell(ResultSet results, Grouping grouping) throws SQLException {
        var row = new Row(results);
        var tasks = results.getLong("tasks");
        var counts = switch (row.requiredText("state")) {
            case "succeeded" -> new TaskCounts(tasks, 0, 0, 0, 0, 0);
            case "failed" -> new TaskCounts(0, tasks, 0, 0, 0, 0);
            case "cancelled" -> new TaskCounts(0, 0, tasks, 0, 0, 0);
            default -> new TaskCounts(0, 0, 0, tasks, results.getLong("late"), results.getLong("unjudged"));
        };
        return new Cell(
                grouping.key(results),
                row.requiredTime("bucket"),
                counts,
                new Failure(row.value("status", Integer.class), row.text("code"), row.text("type"), null, null));
    }
}
