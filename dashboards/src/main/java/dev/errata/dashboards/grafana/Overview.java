package dev.errata.dashboards.grafana;

import static dev.errata.dashboards.grafana.Variable.APP;
import static dev.errata.dashboards.grafana.Variable.CODE;
import static dev.errata.dashboards.grafana.Variable.MODEL;
import static dev.errata.dashboards.grafana.Variable.PROJECT;
import static dev.errata.dashboards.grafana.Variable.PROVIDER;

import java.util.List;

/** The first one to open. It reads counts only, so that a week is as cheap as an hour. */
final class Overview {
    private static final int EIGHTH = 3;
    private static final int LOW = 4;
    private static final int HALF = 12;
    private static final int HEIGHT = 8;

    private Overview() {}

    static Dashboard dashboard() {
        return new Dashboard(
                "errata-overview",
                Dashboard.ERRORS,
                "Errata: overview",
                "Open this first: is anything failing more than usual, what, and since when?",
                "now-1h",
                List.of(PROJECT, PROVIDER, MODEL, APP, CODE),
                List.of(now(), what(), changed(), trust()));
    }

    private static Row now() {
        return Row.of(
                "Is anything wrong?",
                IncidentDashboard.count().sized(EIGHTH, LOW),
                Panel.stat(
                                "Error ratio",
                                "Failed attempts out of all attempts. Counts only applications that report how many requests they"
                                        + " make; \"unknown\" means that none does, or that too many failures come from others: see"
                                        + " the last row.",
                                Unit.RATIO,
                                RateQueries.ratio("true"))
                        .limits(0.02, 0.05)
                        .sized(EIGHTH, LOW),
                Panel.stat(
                                "Error budget left",
                                "What is left of the failures that the objective in the policy file (slo) allows in this time. 100 % is"
                                        + " all of it, below zero it is overspent. All failures count; the alert on the budget leaves"
                                        + " out what the caller did wrong.",
                                Unit.RATIO,
                                RateQueries.budgetLeft())
                        .limits(0.5, 0.1)
                        .sized(EIGHTH, LOW),
                Panel.stat(
                                "Failed attempts",
                                "How many attempts failed in this time. A call that is tried again counts once for each attempt.",
                                Unit.COUNT,
                                RateQueries.errors("true"))
                        .sized(EIGHTH, LOW),
                Panel.stat(
                                "Requests",
                                "All attempts, failed or not, as the applications report them; \"unknown\" where none does.",
                                Unit.COUNT,
                                RateQueries.requests())
                        .sized(EIGHTH, LOW),
                Panel.stat(
                                "Rate limited (429)",
                                "Requests that were answered 429. Next: the dashboard on rate limits and retries.",
                                Unit.RATIO,
                                RateQueries.ratio("status = '429'"))
                        .limits(0.01, 0.05)
                        .sized(EIGHTH, LOW),
                Panel.stat(
                                "Provider errors (5xx)",
                                "Requests that were answered with 500 or above. The provider has the fault; look at its status page.",
                                Unit.RATIO,
                                RateQueries.ratio("status_class = '5xx'"))
                        .limits(0.01, 0.05)
                        .sized(EIGHTH, LOW),
                Panel.stat(
                                "No answer",
                                "Requests that got none: timeouts, broken connections, and tasks that failed later. Next: the dashboard on"
                                        + " timeouts and tasks.",
                                Unit.RATIO,
                                RateQueries.ratio("status_class = 'no answer'"))
                        .limits(0.01, 0.05)
                        .sized(EIGHTH, LOW),
                IncidentDashboard.open());
    }

    private static Row what() {
        return Row.of(
                "What is failing?",
                Panel.lines(
                                "Error ratio by model",
                                "One line that rises alone: that model has the problem. All rise together: look for what they share.",
                                Unit.RATIO,
                                RateQueries.ratioBy("model", "true"))
                        .limits(0.02, 0.05),
                Panel.bars(
                        "Failures by code",
                        "Failed attempts a minute, by error code. A colour that was not there before is what to look into.",
                        Unit.PER_MINUTE,
                        RateQueries.errorsBy("code", "true")),
                Panel.bars(
                        "Failures by type",
                        "The same failures by error type: fewer groups than codes.",
                        Unit.PER_MINUTE,
                        RateQueries.errorsBy("type", "true")),
                Panel.bars(
                        "Failures by status class",
                        "4xx: our request or our quota. 5xx: the provider. No answer: network, timeout, or a task that failed later.",
                        Unit.PER_MINUTE,
                        RateQueries.errorsBy("status_class", "true")),
                Panel.table(
                        "What fails where",
                        "The most frequent failures, against all requests of the same model. A click on a code or a model tells more.",
                        RateQueries.failuresByModel(),
                        Column.code(),
                        Column.model(),
                        Column.of("errors", Unit.COUNT),
                        Column.of("requests", Unit.COUNT),
                        Column.of("share", Unit.RATIO)));
    }

    private static Row changed() {
        return Row.of(
                "What has changed?",
                Panel.table(
                                "Against the time before",
                                "The same codes in the time of the same length before this one. \"new\" did not happen then at all.",
                                RateQueries.changes(),
                                Column.code(),
                                Column.model(),
                                Column.of("now", Unit.COUNT),
                                Column.of("before", Unit.COUNT),
                                Column.of("change", Unit.COUNT))
                        .sized(HALF, HEIGHT),
                Panel.table(
                                "New versions",
                                "Applications that were first seen in a new version; the blue marks in the charts. Did it begin with one?",
                                new Query.Sql("""
                                        SELECT time, app, env, previous_version, app_version
                                        FROM reporting.deploy
                                        WHERE $__timeFilter(time)
                                          AND %s
                                        ORDER BY time DESC
                                        LIMIT 20
                                        """.formatted(Filter.on("project", "app"))),
                                Column.of("time", Unit.TIME))
                        .sized(HALF, HEIGHT));
    }

    private static Row trust() {
        return Row.of(
                "Can these numbers be trusted?",
                Panel.stat(
                                "Failures among counted calls",
                                "The share of failures that come from where calls are counted; lost ones are failures, too. Below the"
                                        + " min_coverage of the policy file the ratios above are unknown.",
                                Unit.RATIO,
                                RateQueries.coverage())
                        .limits(0.95, 0.8),
                Panel.stat(
                                "Newest count is",
                                "How old the newest counts are. More than a minute: Errata lags, or nothing fails; see the dashboard on"
                                        + " Errata itself.",
                                Unit.SECONDS,
                                new Query.Sql("""
                                        SELECT greatest(extract(epoch FROM now() - window_start - interval '10 s'), 0) AS age
                                        FROM reporting.rate
                                        WHERE $__timeFilter(window_start)
                                        ORDER BY window_start DESC
                                        LIMIT 1
                                        """))
                        .limits(60, 300),
                Panel.stat(
                                "Refused records",
                                "Records that could not be stored in this time. They are kept and can be replayed: errata dead-letter list.",
                                Unit.COUNT,
                                new Query.Sql("""
                                        SELECT coalesce(sum(records), 0) AS records
                                        FROM reporting.dead_letter
                                        WHERE $__timeFilter(received_at)
                                          AND %s
                                        """.formatted(Filter.on("project", "app"))))
                        .limits(1, 1000),
                Panel.table(
                                "Coverage by application",
                                "Which part of its failures is among counted calls (covered), the least that it takes, and whether a ratio is"
                                        + " known; and how many lack an id of the request or a code. Mend the first line first: let the"
                                        + " application report all of its calls.",
                                RateQueries.coverageByApp(),
                                Column.of("errors", Unit.COUNT),
                                Column.of("lost", Unit.COUNT),
                                Column.of("covered", Unit.RATIO),
                                Column.of("least", Unit.RATIO),
                                Column.of("no_request_id", Unit.RATIO),
                                Column.of("no_code", Unit.RATIO))
                        .sized(24, HEIGHT));
    }
}
