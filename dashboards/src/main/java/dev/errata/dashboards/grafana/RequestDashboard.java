package dev.errata.dashboards.grafana;

import dev.errata.dashboards.grafana.Column.Link;
import java.util.List;

/** All that is known of one id. */
final class RequestDashboard {
    private static final String FOUND = "reporting.find_event(${id:sqlstring})";

    private RequestDashboard() {}

    static Dashboard dashboard() {
        return new Dashboard(
                "errata-request",
                Dashboard.ERRORS,
                "Errata: request & ticket",
                "Paste any id: the failed attempts, the whole call, and what to write to the provider.",
                "now-24h",
                List.of(Variable.ID),
                List.of(
                        Row.of(
                                "Which failures carry this id?",
                                Panel.text(
                                        "How to search",
                                        "Paste a request id, the provider's request id, a task, trace, call or event id into **Any id** above. "
                                                + "The whole time that Errata keeps is searched, whatever the time range says. "
                                                + "A click on the request id opens it in the console, or its **ticket**: all that "
                                                + "provider support asks for, without secrets. On the command line: `errata search ID`.",
                                        3),
                                found()),
                        Row.of("What happened before and after?", attempts(), steps()),
                        Row.of("Was it the only one?", alike(), body())));
    }

    private static Panel found() {
        return Panel.table(
                "Failed attempts with this id",
                "Each attempt that carries the id, whichever kind of id it is. None: it did not fail, was not reported, or is"
                        + " older than the retention.",
                new Query.Sql("""
                        SELECT time, request_id, CASE ${id:sqlstring} WHEN request_id THEN 'request id'
                            WHEN provider_request_id THEN 'provider''s request id' WHEN task_id THEN 'task id'
                            WHEN trace_id THEN 'trace id' WHEN call_id THEN 'call id' ELSE 'event id' END AS found_by,
                          status, code, type, message, provider, model, operation, app, app_version, env, region, provider_request_id,
                          task_id, call_id, trace_id
                        FROM %s
                        ORDER BY time DESC
                        LIMIT 100
                        """.formatted(FOUND)),
                Column.of("time", Unit.TIME),
                new Column(
                        "request_id",
                        Unit.TEXT,
                        new Link("Open in the console", "${errata_url}/r/${__value.raw:percentencode}")),
                new Column(
                        "found_by",
                        Unit.TEXT,
                        new Link("Text for the ticket", "${errata_url}/api/v1/tickets/${id:percentencode}?format=md")),
                Column.codeOfAll(),
                Column.modelOfAll());
    }

    private static Panel attempts() {
        return Panel.table(
                "The whole call",
                "All failed attempts of the same call, in order. pause_ms is the time since the attempt before failed; came_early says that"
                        + " it was less than the answer had asked for.",
                new Query.Sql("""
                        SELECT time, call_id, attempt, status, code, latency_ms, retry_after_ms,
                          round(extract(epoch FROM time - before) * 1000) AS pause_ms,
                          extract(epoch FROM time - before) * 1000 < asked AS came_early, request_id, message
                        FROM (
                          SELECT other.*, lag(other.time) OVER call AS before, lag(other.retry_after_ms) OVER call AS asked
                          FROM (SELECT DISTINCT project, call_id FROM %s) AS found
                          CROSS JOIN LATERAL reporting.find_event(found.call_id) AS other
                          WHERE other.project = found.project AND other.call_id = found.call_id
                          WINDOW call AS (PARTITION BY other.project, other.call_id ORDER BY other.attempt, other.time)
                        ) AS chain
                        ORDER BY call_id, attempt, time
                        LIMIT 200
                        """.formatted(FOUND)),
                Column.of("time", Unit.TIME),
                Column.codeOfAll(),
                Column.of("latency_ms", Unit.MILLISECONDS),
                Column.of("retry_after_ms", Unit.MILLISECONDS),
                Column.of("pause_ms", Unit.MILLISECONDS),
                Column.id("request_id"));
    }

    private static Panel steps() {
        return Panel.table(
                "How the call or the task went on",
                "Steps that were reported besides failures: a call that succeeded in the end, a task that was submitted, ran and ended.",
                new Query.Sql("""
                        WITH subject AS (
                          SELECT project, task_id AS id FROM %s WHERE task_id IS NOT NULL
                          UNION SELECT project, call_id FROM %s WHERE call_id IS NOT NULL
                          UNION SELECT project, ${id:sqlstring} FROM (SELECT DISTINCT project FROM reporting.series) AS every_project
                        )
                        SELECT step.time, step.outcome, step.task_id, step.call_id, step.app, step.provider, step.model, step.operation, step.latency_ms
                        FROM subject JOIN reporting.call_outcome AS step ON step.project = subject.project AND step.subject = subject.id
                        ORDER BY step.time
                        LIMIT 200
                        """.formatted(FOUND, FOUND)),
                Column.of("time", Unit.TIME),
                Column.id("task_id"),
                Column.id("call_id"),
                Column.of("latency_ms", Unit.MILLISECONDS));
    }

    private static Panel alike() {
        return Panel.table(
                        "The same error a quarter of an hour before and after",
                        "Who else had the very same error around that time. One application and model only, or everybody?",
                        new Query.Sql("""
                                SELECT other.provider, other.model, other.app, other.env, count(*) AS events, min(other.time) AS first_seen,
                                  max(other.time) AS last_seen
                                FROM (
                                  SELECT project, fingerprint, min(time) AS first, max(time) AS last FROM %s
                                  WHERE fingerprint IS NOT NULL
                                  GROUP BY 1, 2
                                ) AS found
                                JOIN reporting.event AS other
                                  ON hashtextextended(other.project, other.fingerprint) = hashtextextended(found.project, found.fingerprint)
                                  AND other.project = found.project AND other.fingerprint = found.fingerprint
                                  AND other.time BETWEEN found.first - interval '15 min' AND found.last + interval '15 min'
                                WHERE other.fingerprint IS NOT NULL
                                GROUP BY 1, 2, 3, 4
                                ORDER BY events DESC
                                LIMIT 50
                                """.formatted(FOUND)),
                        Column.modelOfAll(),
                        Column.of("events", Unit.COUNT),
                        Column.of("first_seen", Unit.TIME),
                        Column.of("last_seen", Unit.TIME))
                .sized(12, 8);
    }

    private static Panel body() {
        return Panel.table(
                        "What the answer said",
                        "The body of the answer, without secrets. Of an error that repeats, only a sample of bodies is kept.",
                        new Query.Sql("""
                                SELECT time, coalesce(raw_body, 'not kept') AS raw_body, attributes::text AS attributes
                                FROM %s
                                ORDER BY time DESC
                                LIMIT 20
                                """.formatted(FOUND)),
                        Column.of("time", Unit.TIME))
                .sized(12, 8);
    }
}
