package dev.errata.dashboards.grafana;

import static dev.errata.dashboards.grafana.Variable.APP;
import static dev.errata.dashboards.grafana.Variable.CODE;
import static dev.errata.dashboards.grafana.Variable.MODEL;
import static dev.errata.dashboards.grafana.Variable.PROJECT;
import static dev.errata.dashboards.grafana.Variable.PROVIDER;

import java.util.List;

/** Where one error code, or a few, come from. */
final class CodeDashboard {
    private CodeDashboard() {}

    static Dashboard dashboard() {
        return new Dashboard(
                "errata-code",
                Dashboard.ERRORS,
                "Errata: code",
                "Choose an error code: where it comes from, since when, and with which messages.",
                "now-3h",
                List.of(PROJECT, PROVIDER, MODEL, APP, CODE),
                List.of(now(), where(), which()));
    }

    private static Row now() {
        return Row.of(
                "How bad is it?",
                Panel.stat(
                                "Share of requests",
                                "Requests that ended with the chosen codes, out of all requests.",
                                Unit.RATIO,
                                RateQueries.ratio("true"))
                        .limits(0.02, 0.05),
                Panel.stat(
                        "Failed attempts",
                        "How many attempts ended with the chosen codes.",
                        Unit.COUNT,
                        RateQueries.errors("true")),
                Panel.stat(
                        "First seen",
                        "The first failure with the chosen codes in this time. Choose a longer time to see whether it is older.",
                        Unit.TIME,
                        edge("min")),
                Panel.stat("Last seen", "The last failure with the chosen codes in this time.", Unit.TIME, edge("max")),
                Panel.stat(
                        "Models",
                        "How many models answer so. One: its problem. All of one provider: the account or the provider.",
                        Unit.COUNT,
                        distinct("model")),
                Panel.stat(
                        "Applications",
                        "How many applications see it. One: look at what it sends.",
                        Unit.COUNT,
                        distinct("app")));
    }

    private static Row where() {
        return Row.of(
                "Where does it come from?",
                Panel.bars(
                        "Failures by model",
                        "Failed attempts a minute with the chosen codes, by model.",
                        Unit.PER_MINUTE,
                        RateQueries.errorsBy("model", "true")),
                Panel.bars(
                        "Failures by application",
                        "Failed attempts a minute with the chosen codes, by application.",
                        Unit.PER_MINUTE,
                        RateQueries.errorsBy("app", "true")),
                Panel.lines(
                                "Share of requests by model",
                                "Requests that ended with the chosen codes, out of all requests of the same model.",
                                Unit.RATIO,
                                RateQueries.ratioBy("model", "true"))
                        .limits(0.02, 0.05),
                Panel.bars(
                        "Failures by status",
                        "The same code can come with different statuses, where a gateway stands in between.",
                        Unit.PER_MINUTE,
                        RateQueries.errorsBy("status", "true")));
    }

    private static Row which() {
        return Row.of("Which ones?", EventQueries.groupsPanel(), EventQueries.recentPanel());
    }

    /** In milliseconds, as Grafana wants times that are numbers. */
    private static Query edge(String aggregate) {
        return new Query.Sql("""
                SELECT (extract(epoch FROM %s(window_start)) * 1000)::bigint AS seen
                FROM reporting.rate
                WHERE $__timeFilter(window_start) AND errors > 0
                  AND %s
                """.formatted(aggregate, Filter.on("project", "provider", "model", "app", "code")));
    }

    private static Query distinct(String column) {
        return new Query.Sql("""
                SELECT count(DISTINCT %s) AS values
                FROM (
                  SELECT series_id FROM reporting.rate_over($__timeFrom(), $__timeTo(), '1 hour') GROUP BY 1 HAVING sum(errors) > 0
                ) AS seen JOIN reporting.series USING (series_id)
                WHERE %s
                """.formatted(column, Filter.on("project", "provider", "model", "app", "code")));
    }
}
