package dev.errata.dashboards.grafana;

import static dev.errata.dashboards.grafana.Variable.PROJECT;

import dev.errata.dashboards.grafana.Column.Link;
import java.util.List;

/** What Errata detected: outages that go on, and those that are over. */
final class IncidentDashboard {
    private static final String GOING_ON = "state <> 'resolved'";

    /** Began before the end of the time shown, and did not end before its begin. */
    private static final String IN_TIME =
            "started_at <= $__timeTo() AND coalesce(ended_at, 'infinity') >= $__timeFrom()";

    private static final int SHORT = 6;

    private IncidentDashboard() {}

    static Dashboard dashboard() {
        return new Dashboard(
                "errata-incidents",
                Dashboard.ERRORS,
                "Errata: incidents",
                "Outages that Errata detected: since when, how bad, and which part of the calls explains each.",
                "now-24h",
                List.of(PROJECT),
                List.of(now(), charts(), history()));
    }

    /** What goes on now, whatever time is shown. */
    static Panel open() {
        return Panel.table(
                        "Open incidents",
                        "What goes on now, whatever time is chosen. The slice is the smallest part of the calls that explains the most; without"
                                + " it the ratio would be what the last column says.",
                        new Query.Sql("""
                                SELECT severity, scope, owner, started_at, extract(epoch FROM now() - started_at) AS lasts, observed, expected,
                                  window_seconds, errors, slice, slice_share, ratio, usual_ratio, ratio_without_slice, acknowledged_by, quiet_reason, incident_id::text AS incident_id
                                FROM reporting.incident
                                WHERE %s
                                  AND %s
                                ORDER BY severity, started_at
                                LIMIT 50
                                """.formatted(GOING_ON, Filter.on("project"))),
                        columns())
                .sized(24, SHORT)
                .orElse("none");
    }

    /** How many go on now. */
    static Panel count() {
        return Panel.stat(
                        "Open incidents",
                        "Outages that go on now, whatever time is chosen. They stand below, and on the dashboard of incidents.",
                        Unit.COUNT,
                        new Query.Sql("""
                                SELECT count(*) AS incidents
                                FROM reporting.incident
                                WHERE %s AND quiet_reason IS NULL
                                  AND %s
                                """.formatted(GOING_ON, Filter.on("project"))))
                .limits(1, 2);
    }

    private static Row now() {
        return Row.of("What is going on?", open());
    }

    private static Row charts() {
        return Row.of(
                "How did it go?",
                Panel.bars(
                        "Failures by code",
                        "Failed attempts a minute. Incidents are the red bands; blue marks are new versions.",
                        Unit.PER_MINUTE,
                        RateQueries.errorsBy("code", "true", "project")),
                Panel.bars(
                        "Failures by model",
                        "Failed attempts a minute. Incidents are the red bands; blue marks are new versions.",
                        Unit.PER_MINUTE,
                        RateQueries.errorsBy("model", "true", "project")));
    }

    private static Row history() {
        return Row.of(
                "What was there?",
                Panel.stat(
                        "Incidents",
                        "All that went on at some time in the time shown, muted ones included.",
                        Unit.COUNT,
                        value("count(*)")),
                Panel.stat(
                        "Half were over within",
                        "From the first abnormal window to the last, of those that are over.",
                        Unit.SECONDS,
                        value(
                                "extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY ended_at - started_at))")),
                Panel.stat(
                        "Half were told within",
                        "From the first abnormal window to the moment when it was certain enough to tell.",
                        Unit.SECONDS,
                        value(
                                "extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY opened_at - started_at))")),
                Panel.stat(
                        "Told to nobody",
                        "Muted, in a maintenance window, or of a rule that is only tried out.",
                        Unit.COUNT,
                        value("count(*) FILTER (WHERE quiet_reason IS NOT NULL)")),
                Panel.table(
                        "All incidents",
                        "Those that went on at some time in the time shown, the latest first.",
                        new Query.Sql("""
                                SELECT started_at, ended_at, extract(epoch FROM coalesce(ended_at, now()) - started_at) AS lasts, state, severity, kind,
                                  scope, owner, errors, peak, slice, slice_share, ratio, usual_ratio, ratio_without_slice, acknowledged_by, quiet_reason,
                                  incident_id::text AS incident_id
                                FROM reporting.incident
                                WHERE %s
                                  AND %s
                                ORDER BY started_at DESC
                                LIMIT 200
                                """.formatted(IN_TIME, Filter.on("project"))),
                        columns()));
    }

    private static Query value(String value) {
        return new Query.Sql("""
                SELECT %s AS value
                FROM reporting.incident
                WHERE %s
                  AND %s
                """.formatted(value, IN_TIME, Filter.on("project")));
    }

    private static Column[] columns() {
        return new Column[] {
            Column.of("started_at", Unit.TIME),
            Column.of("ended_at", Unit.TIME),
            Column.of("lasts", Unit.SECONDS),
            Column.of("observed", Unit.COUNT),
            Column.of("expected", Unit.COUNT),
            Column.of("peak", Unit.COUNT),
            Column.of("window_seconds", Unit.SECONDS),
            Column.of("errors", Unit.COUNT),
            Column.of("slice_share", Unit.RATIO),
            Column.of("ratio", Unit.RATIO),
            Column.of("usual_ratio", Unit.RATIO),
            Column.of("ratio_without_slice", Unit.RATIO),
            new Column(
                    "incident_id",
                    Unit.TEXT,
                    new Link("Open the incident", "${errata_url}/incidents/${__value.raw:percentencode}"))
        };
    }
}
