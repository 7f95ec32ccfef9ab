package dev.errata.dashboards.grafana;

import static dev.errata.dashboards.grafana.Variable.APP;
import static dev.errata.dashboards.grafana.Variable.CODE;
import static dev.errata.dashboards.grafana.Variable.MODEL;
import static dev.errata.dashboards.grafana.Variable.PROJECT;
import static dev.errata.dashboards.grafana.Variable.PROVIDER;

import java.util.List;

/** How one model, or a few, fail. */
final class ModelDashboard {
    private ModelDashboard() {}

    static Dashboard dashboard() {
        return new Dashboard(
                "errata-model",
                Dashboard.ERRORS,
                "Errata: model",
                "Choose a model: how it fails, for whom, and with which messages.",
                "now-3h",
                List.of(PROJECT, PROVIDER, MODEL, APP, CODE),
                List.of(now(), how(), which()));
    }

    private static Row now() {
        return Row.of(
                "How bad is it?",
                Panel.stat(
                                "Error ratio",
                                "Failed attempts out of all attempts to the chosen models.",
                                Unit.RATIO,
                                RateQueries.ratio("true"))
                        .limits(0.02, 0.05),
                Panel.stat(
                        "Failed attempts",
                        "How many attempts failed in this time.",
                        Unit.COUNT,
                        RateQueries.errors("true")),
                Panel.stat("Requests", "All attempts, failed or not.", Unit.COUNT, RateQueries.requests()),
                Panel.stat(
                                "Rate limited (429)",
                                "Share of requests that were answered 429: slow down, or ask for a higher limit.",
                                Unit.RATIO,
                                RateQueries.ratio("status = '429'"))
                        .limits(0.01, 0.05),
                Panel.stat(
                                "Provider errors (5xx)",
                                "Share of requests that the provider failed: switch to another model if it lasts.",
                                Unit.RATIO,
                                RateQueries.ratio("status_class = '5xx'"))
                        .limits(0.01, 0.05),
                Panel.stat(
                                "No answer",
                                "Share of requests that got no HTTP answer: timeouts, network, and tasks that failed later.",
                                Unit.RATIO,
                                RateQueries.ratio("status_class = 'no answer'"))
                        .limits(0.01, 0.05));
    }

    private static Row how() {
        return Row.of(
                "How does it fail, and for whom?",
                Panel.bars(
                        "Failures by code",
                        "Failed attempts a minute, by error code.",
                        Unit.PER_MINUTE,
                        RateQueries.errorsBy("code", "true")),
                Panel.bars(
                        "Failures by application",
                        "One application alone: look at what it sends. All of them: the provider, or what they share.",
                        Unit.PER_MINUTE,
                        RateQueries.errorsBy("app", "true")),
                Panel.lines(
                                "Error ratio by application",
                                "Each application against its own requests.",
                                Unit.RATIO,
                                RateQueries.ratioBy("app", "true"))
                        .limits(0.02, 0.05),
                Panel.lines(
                                "Error ratio by region",
                                "One region alone: its network, or the provider's data centre there.",
                                Unit.RATIO,
                                RateQueries.ratioBy("region", "true"))
                        .limits(0.02, 0.05),
                Panel.lines(
                                "How long failed attempts took",
                                "Half of them took less than p50, nineteen of twenty less than p95. At the client's timeout: it gave up.",
                                Unit.MILLISECONDS,
                                EventQueries.latency(0.5))
                        .and(EventQueries.latency(0.95)),
                Panel.bars(
                        "Failures by environment",
                        "Failed attempts a minute, by environment.",
                        Unit.PER_MINUTE,
                        RateQueries.errorsBy("env", "true")));
    }

    private static Row which() {
        return Row.of("Which ones?", EventQueries.groupsPanel(), EventQueries.recentPanel());
    }
}
