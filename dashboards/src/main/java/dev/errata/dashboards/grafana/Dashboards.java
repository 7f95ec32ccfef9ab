package dev.errata.dashboards.grafana;

import java.util.List;

/** All dashboards there are. To add one: a class, a line here, and the files written anew ({@code DashboardsTest} says how). */
final class Dashboards {
    static final List<Dashboard> ALL = List.of(
            Overview.dashboard(),
            ModelDashboard.dashboard(),
            CodeDashboard.dashboard(),
            RequestDashboard.dashboard(),
            IncidentDashboard.dashboard(),
            RateLimitDashboard.dashboard(),
            TaskDashboard.dashboard(),
            OwnHealth.dashboard());

    private Dashboards() {}
}
