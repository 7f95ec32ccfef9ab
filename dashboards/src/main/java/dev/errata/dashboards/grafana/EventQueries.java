package dev.errata.dashboards.grafana;

/** Questions about single events, which more than one dashboard asks; each is bound by the range of time. */
final class EventQueries {
    private static final String[] COLUMNS = {"project", "provider", "model", "app", "code"};

    private EventQueries() {}

    /** The last ones. */
    static Query recent() {
        return new Query.Sql("""
                SELECT time, request_id, status, code, provider, model, app, attempt, latency_ms, message
                FROM reporting.event
                WHERE $__timeFilter(time)
                  AND %s
                ORDER BY time DESC
                LIMIT 50
                """.formatted(Filter.onEvents(COLUMNS)));
    }

    /** The same errors together, those with most first. */
    static Query groups() {
        return new Query.Sql("""
                SELECT count(*) AS events, status, code, min(message) AS message, min(time) AS first_seen, max(time) AS last_seen,
                  count(DISTINCT app) AS apps, count(DISTINCT model) AS models, max(request_id) AS request_id
                FROM reporting.event
                WHERE $__timeFilter(time)
                  AND %s
                GROUP BY fingerprint, status, code
                ORDER BY events DESC
                LIMIT 25
                """.formatted(Filter.onEvents(COLUMNS)));
    }

    /** How long failed attempts took, in milliseconds. */
    static Query latency(double quantile) {
        return new Query.Sql("""
                SELECT date_bin('$__interval', time, 'epoch') AS time, 'p%d' AS metric,
                  percentile_cont(%s) WITHIN GROUP (ORDER BY latency_ms) AS value
                FROM reporting.event
                WHERE $__timeFilter(time) AND latency_ms IS NOT NULL
                  AND %s
                GROUP BY 1
                ORDER BY 1
                """.formatted(Math.round(quantile * 100), quantile, Filter.onEvents(COLUMNS)));
    }

    static Panel recentPanel() {
        return Panel.table(
                "Latest failures",
                "The last fifty. A click on a request id tells everything about it.",
                recent(),
                Column.of("time", Unit.TIME),
                Column.id("request_id"),
                Column.code(),
                Column.model(),
                Column.of("latency_ms", Unit.MILLISECONDS));
    }

    static Panel groupsPanel() {
        return Panel.table(
                "Messages",
                "Failures with the same message, but for what varies in it, counted together. The request id is one of them.",
                groups(),
                Column.of("events", Unit.COUNT),
                Column.code(),
                Column.of("first_seen", Unit.TIME),
                Column.of("last_seen", Unit.TIME),
                Column.of("apps", Unit.COUNT),
                Column.of("models", Unit.COUNT),
                Column.id("request_id"));
    }
}
