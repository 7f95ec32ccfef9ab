package dev.errata.dashboards.grafana;

import java.util.List;

/**
 * What is marked on the charts of every dashboard.
 *
 * @param sql answers {@code time}, {@code text} and {@code tags}
 */
record Marker(String name, String colour, String sql) {
    static final List<Marker> ALL = List.of(new Marker("Incidents", "red", """
                    SELECT started_at AS time, coalesce(ended_at, now()) AS timeend,
                      severity || ': ' || scope || coalesce(', driven by ' || slice, '') AS text, 'incident,' || kind || ',' || owner AS tags
                    FROM reporting.incident
                    WHERE started_at <= $__timeTo() AND coalesce(ended_at, 'infinity') >= $__timeFrom() AND quiet_reason IS NULL
                    ORDER BY started_at DESC
                    LIMIT 200"""), new Marker("Deploys", "blue", """
                    SELECT time, app || ' ' || previous_version || ' → ' || app_version AS text, 'deploy,' || env AS tags
                    FROM reporting.deploy
                    WHERE $__timeFilter(time)
                    ORDER BY time"""));
}
