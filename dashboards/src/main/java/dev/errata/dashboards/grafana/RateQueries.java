package dev.errata.dashboards.grafana;

/**
 * Questions about rates, which several dashboards ask. All read counts, never single events: those by the hour or the minute
 * where the time is long, by the functions {@code rate_over} and {@code traffic_over}.
 *
 * <p>A ratio is of those alone who tell how many requests they made: failures of others would be held against requests
 * that are not theirs. Where nobody tells, or too many failures are of those who do not, it is unknown, which is no row or null.
 *
 * <p>A week has a hundred thousand counts and hundreds of series. For sums over all of it counts are added up by series
 * first, and their names come after; in a chart that would leave as many as there were, so that names come first, or numbers
 * in place of six names.
 */
final class RateQueries {
    private static final String[] ERROR = {"project", "provider", "model", "app", "code"};
    private static final String[] TRAFFIC = {"project", "provider", "model", "app"};

    /** A point of a chart: as long as the panel wants it, but at least as what can be read at a glance over such a time. */
    private static final String STEP = "reporting.step_for($__timeFrom(), $__timeTo(), '$__interval')";

    /** For sums over all of the time: exact, since what is not a whole hour comes from finer counts. */
    private static final String ANY_STEP = "'1 hour'";

    /** Integer arithmetic, where Grafana's own macro has Postgres reckon in decimals. */
    private static final String BUCKET = "date_bin(" + STEP + ", window_start, 'epoch') AS time, ";

    /** What is told of the time shown, as the API has it: minutes are told once they are over, so five more belong to it. */
    private static final String TOLD = """
            FROM reporting.coverage
                WHERE minute >= $__timeFrom()::timestamptz - interval '5 minutes' AND minute < $__timeTo()
                  AND %s""".formatted(Filter.on("project", "app"));

    private static final String KNOWN = "reporting.is_ratio_known(sum(covered), sum(errors + lost), max(least_share))";

    private RateQueries() {}

    /** The share of calls that failed in some way, where so many of the failures are among counted calls that it is known. */
    static String known(String ratio) {
        return """
                CASE WHEN (
                    SELECT %s %s
                  ) THEN %s END""".formatted(KNOWN, TOLD, ratio);
    }

    /** Failures a minute, by the ten values of a column that have most. */
    static Query errorsBy(String column, String condition) {
        return errorsBy(column, condition, ERROR);
    }

    /** The same, on a dashboard where only these can be chosen. */
    static Query errorsBy(String column, String condition, String... chosen) {
        return new Query.Sql("""
                WITH part AS (
                  SELECT %s%s AS metric, sum(errors) AS errors
                  FROM reporting.rate_over($__timeFrom(), $__timeTo(), %s) JOIN reporting.series USING (series_id)
                  WHERE %s AND %s
                  GROUP BY 1, 2
                ), top AS (
                  SELECT metric FROM part GROUP BY metric ORDER BY sum(errors) DESC, metric LIMIT 10
                )
                SELECT time, CASE WHEN metric IN (TABLE top) THEN metric ELSE 'all others' END AS metric,
                  sum(errors) * 60 / extract(epoch FROM %s) AS value
                FROM part
                GROUP BY 1, 2
                ORDER BY 1, 2
                """.formatted(BUCKET, column, STEP, condition, Filter.on(chosen), STEP));
    }

    /** How many failed. */
    static Query errors(String condition) {
        return new Query.Sql("""
                SELECT coalesce(sum(errors), 0) AS errors
                FROM (
                %s
                ) AS counted
                """.formatted(failed(condition, ERROR)));
    }

    /** How many there were; none where nobody told. */
    static Query requests() {
        return new Query.Sql("""
                SELECT sum(requests) AS requests
                FROM (
                %s
                ) AS counted
                """.formatted(asked()));
    }

    /** The share of requests that failed in the condition's way, over all of the time. */
    static Query ratio(String condition) {
        return ratio(condition, ERROR);
    }

    /** The same, on a dashboard where only these can be chosen. */
    static Query ratio(String condition, String... chosen) {
        return new Query.Sql("""
                SELECT %s AS ratio
                FROM (
                %s
                ) AS caller
                """.formatted(
                        known("sum(errors) FILTER (WHERE requests IS NOT NULL) / nullif(sum(requests), 0)"),
                        callers(condition, chosen)));
    }

    /** What is left of the failures that the objectives allow, each project's its own: 1 is all, 0 none, less is overspent. */
    static Query budgetLeft() {
        return new Query.Sql("""
                SELECT %s AS budget
                FROM (
                %s
                ) AS caller
                  LEFT JOIN reporting.objective AS own USING (project)
                  LEFT JOIN reporting.objective AS others ON others.project = '(others)'
                """.formatted(
                known("1 - sum(errors) FILTER (WHERE requests IS NOT NULL)"
                        + " / nullif(sum(requests * (1 - coalesce(own.target_ratio, others.target_ratio, 0.99))), 0)"),
                callers("true", ERROR)));
    }

    /** The share of requests that failed, over time, by a column that requests have as well. */
    static Query ratioBy(String column, String condition) {
        return new Query.Sql(
                """
                WITH numbered AS MATERIALIZED (
                  SELECT *, dense_rank() OVER (ORDER BY project, env, region, app, provider, model) AS caller
                  FROM reporting.series
                ), part AS (
                  SELECT %1$scaller, sum(errors) AS errors, NULL::bigint AS requests
                  FROM reporting.rate_over($__timeFrom(), $__timeTo(), %2$s) JOIN numbered USING (series_id)
                  WHERE %3$s AND %4$s
                  GROUP BY 1, 2
                  UNION ALL
                  SELECT %1$scaller, 0, sum(requests)::bigint
                  FROM reporting.traffic_over($__timeFrom(), $__timeTo(), %2$s) JOIN numbered USING (series_id)
                  WHERE %5$s
                  GROUP BY 1, 2
                )
                SELECT time, metric, sum(errors) FILTER (WHERE requests IS NOT NULL) / nullif(sum(requests), 0) AS value
                FROM (
                  SELECT time, caller, sum(errors) AS errors, sum(requests) AS requests FROM part GROUP BY 1, 2
                ) AS called JOIN (SELECT DISTINCT caller, %6$s AS metric FROM numbered) AS name USING (caller)
                WHERE %7$s
                GROUP BY 1, 2
                HAVING sum(requests) > 0
                ORDER BY 1, 2
                """.formatted(BUCKET, STEP, condition, Filter.on(ERROR), Filter.on(TRAFFIC), column, isKnown(column)));
    }

    /** Of an application its own failures count, of all else all. */
    private static String isKnown(String column) {
        return column.equals("app")
                ? "metric NOT IN (SELECT app %s GROUP BY app HAVING NOT %s)".formatted(TOLD, KNOWN)
                : "(SELECT %s %s)".formatted(KNOWN, TOLD);
    }

    /** What fails where, against the requests of the same model. */
    static Query failuresByModel() {
        return new Query.Sql("""
                WITH failed AS (
                  SELECT provider, model, code, type, status, sum(errors) AS errors
                  FROM (
                %s
                  ) AS counted JOIN reporting.series USING (series_id)
                  GROUP BY 1, 2, 3, 4, 5
                ), asked AS (
                  SELECT provider, model, sum(requests) AS requests
                  FROM (
                %s
                  ) AS counted JOIN reporting.series USING (series_id)
                  GROUP BY 1, 2
                )
                SELECT code, type, status, provider, model, errors, requests, %s AS share
                FROM failed LEFT JOIN asked USING (provider, model)
                WHERE errors > 0
                ORDER BY errors DESC
                LIMIT 100
                """.formatted(failed("true", ERROR), asked(), known("errors / nullif(requests, 0)")));
    }

    /** What fails more, or less, than in the time of the same length before. */
    static Query changes() {
        return new Query.Sql("""
                WITH counted AS (
                  SELECT series_id, sum(errors) AS now, 0 AS before
                  FROM reporting.rate_over($__timeFrom(), $__timeTo(), '1 hour')
                  GROUP BY 1
                  UNION ALL
                  SELECT series_id, 0, sum(errors)
                  FROM reporting.rate_over(
                    $__timeFrom()::timestamptz - ($__timeTo()::timestamptz - $__timeFrom()::timestamptz),
                    $__timeFrom()::timestamptz - interval '1 microsecond', '1 hour')
                  GROUP BY 1
                ), named AS (
                  SELECT code, model, sum(now) AS now, sum(before) AS before
                  FROM counted JOIN reporting.series USING (series_id)
                  WHERE %s
                  GROUP BY 1, 2
                )
                SELECT code, model, now, before, now - before AS change,
                  CASE WHEN before = 0 THEN 'new' WHEN now = 0 THEN 'gone' WHEN now >= before THEN 'more' ELSE 'less' END AS verdict
                FROM named
                WHERE now <> before
                ORDER BY abs(now - before) DESC
                LIMIT 20
                """.formatted(Filter.on(ERROR)));
    }

    /** The share of failures that are among counted calls. */
    static Query coverage() {
        return new Query.Sql("""
                SELECT sum(covered) / nullif(sum(errors + lost), 0) AS covered
                %s
                """.formatted(TOLD));
    }

    /** The same by application, those with most failures outside first; and what failures lack. */
    static Query coverageByApp() {
        return new Query.Sql("""
                SELECT project, app, sum(errors) AS errors, sum(lost) AS lost, sum(covered) / nullif(sum(errors + lost), 0) AS covered,
                  max(least_share) AS least, CASE WHEN %s THEN 'known' ELSE 'unknown' END AS ratio,
                  sum(without_request_id) / nullif(sum(errors), 0) AS no_request_id, sum(without_code) / nullif(sum(errors), 0) AS no_code
                %s
                GROUP BY 1, 2
                HAVING sum(errors + lost) > 0
                ORDER BY sum(errors + lost - covered) DESC, 1, 2
                LIMIT 50
                """.formatted(KNOWN, TOLD));
    }

    /** Failures and requests of each who calls; requests are null where they do not tell. */
    private static String callers(String condition, String... chosen) {
        return """
                  SELECT project, env, region, app, provider, model, sum(errors) AS errors, sum(requests) AS requests
                  FROM (
                    SELECT series_id, errors, NULL::bigint AS requests
                    FROM (
                %s
                    ) AS failed
                    UNION ALL
                    SELECT series_id, 0, requests
                    FROM (
                %s
                    ) AS asked
                  ) AS part JOIN reporting.series USING (series_id)
                  GROUP BY project, env, region, app, provider, model""".formatted(failed(condition, chosen), asked());
    }

    /** Failures by series. */
    private static String failed(String condition, String... chosen) {
        return """
                      SELECT series_id, sum(errors) AS errors
                      FROM reporting.rate_over($__timeFrom(), $__timeTo(), %s)
                      WHERE series_id IN (SELECT series_id FROM reporting.series WHERE %s AND %s)
                      GROUP BY 1""".formatted(ANY_STEP, condition, Filter.on(chosen));
    }

    /** Requests by series. */
    private static String asked() {
        return """
                      SELECT series_id, sum(requests)::bigint AS requests
                      FROM reporting.traffic_over($__timeFrom(), $__timeTo(), %s)
                      WHERE series_id IN (SELECT series_id FROM reporting.series WHERE %s)
                      GROUP BY 1""".formatted(ANY_STEP, Filter.on(TRAFFIC));
    }
}
