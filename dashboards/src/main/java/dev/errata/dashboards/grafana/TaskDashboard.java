package dev.errata.dashboards.grafana;

import static dev.errata.dashboards.grafana.Variable.APP;
import static dev.errata.dashboards.grafana.Variable.MODEL;
import static dev.errata.dashboards.grafana.Variable.PROJECT;
import static dev.errata.dashboards.grafana.Variable.PROVIDER;

import java.util.List;

/** What never came back, and tasks that end long after their request. */
final class TaskDashboard {
    private static final String[] CHOSEN = {"project", "provider", "model", "app"};
    private static final String LOST =
            "code IN ('connect_timeout', 'read_timeout', 'connection_reset', 'dns_failure', 'tls_failure', 'stream_aborted')";
    private static final String ENDED = "outcome IN ('succeeded', 'failed', 'cancelled')";

    private TaskDashboard() {}

    static Dashboard dashboard() {
        return new Dashboard(
                "errata-tasks",
                Dashboard.ERRORS,
                "Errata: timeouts & tasks",
                "Requests without an answer, and asynchronous tasks that fail late or never end.",
                "now-6h",
                List.of(PROJECT, PROVIDER, MODEL, APP),
                List.of(now(), timeouts(), tasks()));
    }

    private static Row now() {
        return Row.of(
                "How bad is it?",
                Panel.stat(
                                "No answer",
                                "Share of attempts that got no answer: timeouts, broken connections, names that do not resolve.",
                                Unit.RATIO,
                                RateQueries.ratio(LOST, CHOSEN))
                        .limits(0.01, 0.05),
                Panel.stat(
                                "Gateway timeouts (408, 504)",
                                "Share of attempts that somebody on the way gave up on. Simplify the request, or try again shortly.",
                                Unit.RATIO,
                                RateQueries.ratio("status IN ('408', '504')", CHOSEN))
                        .limits(0.01, 0.05),
                Panel.stat("Tasks", "Asynchronous tasks submitted in this time.", Unit.COUNT, task("count(*)")),
                Panel.stat(
                                "Tasks that failed",
                                "Of the tasks submitted in this time that have succeeded or failed since. The request that began them was answered well.",
                                Unit.RATIO,
                                task(
                                        "count(*) FILTER (WHERE state = 'failed')::numeric / nullif(count(*) FILTER (WHERE state IN ('failed', 'succeeded')), 0)"))
                        .limits(0.05, 0.2),
                Panel.stat(
                                "Stuck tasks",
                                "Open for more than four times as long as 99 of 100 tasks of the application and model take. Where fewer than 100 have succeeded in seven days, nobody can tell.",
                                Unit.COUNT,
                                new Query.Sql("""
                                        SELECT count(*) AS stuck
                                        FROM %s
                                        """.formatted(stuck())))
                        .limits(1, 10),
                Panel.stat(
                        "Time to the end",
                        "From submission to the end, for half of the tasks.",
                        Unit.MILLISECONDS,
                        new Query.Sql("""
                                SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY latency_ms) AS latency_ms
                                FROM reporting.call_outcome
                                WHERE $__timeFilter(time) AND task_id IS NOT NULL AND %s
                                  AND %s
                                """.formatted(ENDED, Filter.on(CHOSEN)))));
    }

    private static Row timeouts() {
        return Row.of(
                "What gets no answer?",
                Panel.bars(
                        "By what the client saw",
                        "connect_timeout, dns_failure, tls_failure: the way there. read_timeout: the answer took too long."
                                + " stream_aborted: it broke off in the middle.",
                        Unit.PER_MINUTE,
                        RateQueries.errorsBy("code", LOST, CHOSEN)),
                Panel.bars(
                        "By application",
                        "One application alone: its network, its proxy, or its timeout.",
                        Unit.PER_MINUTE,
                        RateQueries.errorsBy("app", LOST, CHOSEN)),
                Panel.table(
                        "Who gives up when",
                        "Attempts without an answer, by application and model, with the client's own limit. Where p95 is about the limit,"
                                + " the limit may be too short.",
                        new Query.Sql("""
                                SELECT app, provider, model, code, count(*) AS events, max(timeout_ms) AS timeout_ms,
                                  percentile_cont(0.95) WITHIN GROUP (ORDER BY latency_ms) AS latency_p95_ms, max(request_id) AS request_id
                                FROM reporting.event
                                WHERE $__timeFilter(time) AND (%s OR status IN (408, 504))
                                  AND %s
                                GROUP BY 1, 2, 3, 4
                                ORDER BY events DESC
                                LIMIT 50
                                """.formatted(LOST, Filter.onEvents(CHOSEN))),
                        Column.model(),
                        Column.code(),
                        Column.of("events", Unit.COUNT),
                        Column.of("timeout_ms", Unit.MILLISECONDS),
                        Column.of("latency_p95_ms", Unit.MILLISECONDS),
                        Column.id("request_id")));
    }

    private static Row tasks() {
        return Row.of(
                "How do tasks end?",
                Panel.bars(
                        "Steps of tasks",
                        "As reported, a minute. Submitted without ended after it: tasks pile up.",
                        Unit.PER_MINUTE,
                        new Query.Sql("""
                                SELECT date_bin('$__interval', time, 'epoch') AS time, outcome AS metric, count(*) * 60000.0 / $__interval_ms AS value
                                FROM reporting.call_outcome
                                WHERE $__timeFilter(time) AND task_id IS NOT NULL
                                  AND %s
                                GROUP BY 1, 2
                                ORDER BY 1, 2
                                """.formatted(Filter.on(CHOSEN)))),
                Panel.bars(
                        "Failed tasks by code",
                        "Failures that carry a task id. restricted_content and prompt errors are for the caller to mend; the rest is the provider's.",
                        Unit.PER_MINUTE,
                        new Query.Sql("""
                                SELECT date_bin('$__interval', time, 'epoch') AS time, coalesce(code, '(none)') AS metric,
                                  count(*) * 60000.0 / $__interval_ms AS value
                                FROM reporting.event
                                WHERE $__timeFilter(time) AND task_id IS NOT NULL
                                  AND %s
                                GROUP BY 1, 2
                                ORDER BY 1, 2
                                """.formatted(Filter.onEvents(CHOSEN)))),
                Panel.table(
                        "Stuck tasks",
                        "The oldest first. A timeout of the client is no verdict: ask the provider for the state of the task.",
                        new Query.Sql("""
                                SELECT task_id, project, app, model, submitted_at AS since, extract(epoch FROM now() - submitted_at) AS age,
                                  stuck_after_ms
                                FROM %s
                                ORDER BY submitted_at
                                LIMIT 100
                                """.formatted(stuck())),
                        Column.id("task_id"),
                        Column.model(),
                        Column.of("since", Unit.TIME),
                        Column.of("age", Unit.SECONDS),
                        Column.of("stuck_after_ms", Unit.MILLISECONDS)));
    }

    private static Query task(String value) {
        return new Query.Sql("""
                SELECT %s AS tasks
                FROM reporting.task
                WHERE $__timeFilter(submitted_at)
                  AND %s
                """.formatted(value, Filter.on(CHOSEN)));
    }

    private static String stuck() {
        return """
                reporting.task JOIN reporting.task_length USING (project, app, model)
                WHERE $__timeFilter(submitted_at) AND state = 'open'
                  AND submitted_at < now() - stuck_after_ms * interval '1 ms'
                  AND %s""".formatted(Filter.on(CHOSEN));
    }
}
