package dev.errata.dashboards.grafana;

import static dev.errata.dashboards.grafana.Variable.APP;
import static dev.errata.dashboards.grafana.Variable.MODEL;
import static dev.errata.dashboards.grafana.Variable.PROJECT;
import static dev.errata.dashboards.grafana.Variable.PROVIDER;

import java.util.List;

/** Limits, and what clients make of them. */
final class RateLimitDashboard {
    private static final String[] TRAFFIC = {"project", "provider", "model", "app"};

    /** Attempts, each with the next one if that failed as well; docs/retries.md says what is asked of them. */
    private static final String CHAIN = """
            WITH attempt AS (
              SELECT app, model, code, status, limit_kind, retry_after_ms,
                extract(epoch FROM lead(time) OVER chain - time) * 1000 AS gap_ms,
                CASE WHEN coalesce(lead(attempt) OVER chain - attempt, 1) <= 1 THEN lead(latency_ms) OVER chain END AS next_latency_ms
              FROM reporting.event
              WHERE $__timeFilter(time) AND call_id IS NOT NULL
                AND %s
              WINDOW chain AS (PARTITION BY project, call_id ORDER BY time, attempt)
            ), chain AS (
              SELECT *, gap_ms - next_latency_ms < retry_after_ms OR gap_ms < retry_after_ms AS came_early,
                gap_ms - next_latency_ms >= retry_after_ms AS waited
              FROM attempt
              WHERE gap_ms IS NOT NULL
            )
            """.formatted(Filter.onEvents(TRAFFIC));

    /** Trying again cannot help: the request, the key, or the balance has to change first. */
    private static final String HOPELESS =
            "(status IN (400, 401, 402, 403, 404, 409, 413, 422) OR code IN ('insufficient_quota', 'tls_failure') OR limit_kind = 'quota')";

    private RateLimitDashboard() {}

    static Dashboard dashboard() {
        return new Dashboard(
                "errata-rate-limits",
                Dashboard.ERRORS,
                "Errata: rate limits & retries",
                "Which limit is hit, do clients wait as they are asked to, and what do retries cost?",
                "now-3h",
                List.of(PROJECT, PROVIDER, MODEL, APP),
                List.of(now(), limits(), retries()));
    }

    private static Row now() {
        return Row.of(
                "How bad is it?",
                Panel.stat(
                                "Rate limited (429)",
                                "Share of attempts that were answered 429.",
                                Unit.RATIO,
                                ratio("status = '429'"))
                        .limits(0.01, 0.05),
                Panel.stat(
                                "Calls that failed in the end",
                                "What users saw: calls whose last attempt failed, out of all calls. Retries that helped are not in it.",
                                Unit.RATIO,
                                calls(RateQueries.known("sum(calls_failed) / nullif(sum(calls), 0)")))
                        .limits(0.01, 0.05),
                Panel.stat(
                        "Calls rescued by a retry",
                        "Calls that failed at first and succeeded later. High and stable: retries work, and hide a problem.",
                        Unit.COUNT,
                        calls("sum(calls_rescued)")),
                Panel.stat(
                                "Attempts per call",
                                "1 means that nobody retries. 1.3 means that a third more is sent than is asked for; in a storm this feeds it.",
                                Unit.FACTOR,
                                calls(
                                        "round(sum(requests) FILTER (WHERE calls IS NOT NULL) / nullif(sum(calls), 0), 2)"))
                        .limits(1.2, 2),
                Panel.stat(
                                "Retries that waited long enough",
                                "Of the retries after an answer with Retry-After: how many came no earlier than it asked. Those that came"
                                        + " early are why the limit holds on.",
                                Unit.RATIO,
                                new Query.Sql(CHAIN + """
                                        SELECT avg(CASE WHEN waited THEN 1 ELSE 0 END) AS honoured
                                        FROM chain
                                        WHERE retry_after_ms > 0 AND (waited OR came_early)
                                        """))
                        .limits(0.95, 0.8),
                Panel.stat(
                                "Wasted retries",
                                "Attempts made again after an answer that no retry can mend: bad request, bad key, no balance. Each costs"
                                        + " quota for nothing.",
                                Unit.COUNT,
                                new Query.Sql(CHAIN + """
                                        SELECT count(*) AS wasted
                                        FROM chain
                                        WHERE %s
                                        """.formatted(HOPELESS)))
                        .limits(1, 100));
    }

    private static Row limits() {
        return Row.of(
                "Which limit is it?",
                Panel.bars(
                        "429 by kind of limit",
                        "requests, tokens, concurrency: slow down. quota: waiting does not help, somebody has to pay. overload: the"
                                + " provider's own capacity. not told: the sender did not say.",
                        Unit.PER_MINUTE,
                        new Query.Sql("""
                                SELECT date_bin('$__interval', time, 'epoch') AS time,
                                  coalesce(limit_kind, CASE code WHEN 'insufficient_quota' THEN 'quota' ELSE 'not told' END) AS metric,
                                  count(*) * 60000.0 / $__interval_ms AS value
                                FROM reporting.event
                                WHERE $__timeFilter(time) AND status = 429
                                  AND %s
                                GROUP BY 1, 2
                                ORDER BY 1, 2
                                """.formatted(Filter.onEvents(TRAFFIC)))),
                Panel.bars(
                        "429 by code",
                        "The provider's own word for it. insufficient_quota is about money, not about speed.",
                        Unit.PER_MINUTE,
                        errorsBy("code")),
                Panel.bars("429 by model", "Limits are often set for each model.", Unit.PER_MINUTE, errorsBy("model")),
                Panel.bars(
                        "429 by application",
                        "Who runs into it: the one that sends most, or one that shares a key with it?",
                        Unit.PER_MINUTE,
                        errorsBy("app")));
    }

    private static Row retries() {
        return Row.of(
                "What do retries do?",
                Panel.lines(
                        "Attempts per call",
                        "By application. It rises before and during a storm where clients retry at once.",
                        Unit.FACTOR,
                        new Query.Sql("""
                                SELECT date_bin('$__interval', window_start, 'epoch') AS time, app AS metric,
                                  sum(requests) / nullif(sum(calls), 0) AS value
                                FROM reporting.traffic
                                WHERE $__timeFilter(window_start) AND calls > 0
                                  AND %s
                                GROUP BY 1, 2
                                ORDER BY 1, 2
                                """.formatted(Filter.on(TRAFFIC)))),
                Panel.bars(
                        "Calls rescued and calls failed",
                        "Calls with at least one failed attempt, by how they ended.",
                        Unit.PER_MINUTE,
                        new Query.Sql("""
                                SELECT date_bin('$__interval', window_start, 'epoch') AS time, sum(calls_rescued) * 60000.0 / $__interval_ms AS "rescued",
                                  sum(calls_failed) * 60000.0 / $__interval_ms AS "failed"
                                FROM reporting.traffic
                                WHERE $__timeFilter(window_start)
                                  AND %s
                                GROUP BY 1
                                ORDER BY 1
                                """.formatted(Filter.on(TRAFFIC)))),
                Panel.table(
                        "Retries by application",
                        "Only retries that failed as well are seen here. asked_to_wait: after an answer with Retry-After; came_early: sooner"
                                + " than it asked; wasted: no retry could help.",
                        new Query.Sql(CHAIN + """
                                SELECT coalesce(app, '(none)') AS app, count(*) AS retries,
                                  count(*) FILTER (WHERE retry_after_ms > 0) AS asked_to_wait,
                                  count(*) FILTER (WHERE came_early) AS came_early,
                                  count(*) FILTER (WHERE %s) AS wasted
                                FROM chain
                                GROUP BY 1
                                ORDER BY retries DESC
                                LIMIT 50
                                """.formatted(HOPELESS)),
                        Column.of("retries", Unit.COUNT),
                        Column.of("asked_to_wait", Unit.COUNT),
                        Column.of("came_early", Unit.COUNT),
                        Column.of("wasted", Unit.COUNT)));
    }

    private static Query errorsBy(String column) {
        return RateQueries.errorsBy(column, "status = '429'", TRAFFIC);
    }

    private static Query ratio(String condition) {
        return RateQueries.ratio(condition, TRAFFIC);
    }

    private static Query calls(String value) {
        return new Query.Sql("""
                SELECT %s AS value
                FROM reporting.traffic
                WHERE $__timeFilter(window_start)
                  AND %s
                """.formatted(value, Filter.on(TRAFFIC)));
    }
}
