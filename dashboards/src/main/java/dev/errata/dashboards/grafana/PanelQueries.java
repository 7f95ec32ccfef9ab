package dev.errata.dashboards.grafana;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the panels of a dashboard ask Postgres, as Grafana would send it. */
public final class PanelQueries {
    private PanelQueries() {}

    /**
     * A query of a panel.
     *
     * @param panel its title
     * @param sql to be asked by a role whose search path has the schema {@code reporting}
     */
    public record PanelQuery(String panel, String sql) {}

    /**
     * Those of the overview, with all chosen.
     *
     * @param interval of a point in a chart, as Grafana reckons it from the time and the width
     */
    public static List<PanelQuery> ofOverview(Instant from, Instant to, Duration interval) {
        var overview = Overview.dashboard();
        Map<String, List<String>> values = overview.variables().stream().collect(toMap(Variable::name, _ -> List.of()));
        var grafana = new GrafanaSql(from, to, interval, values);
        return overview.rows().stream()
                .flatMap(row -> row.panels().stream())
                .flatMap(panel -> panel.queries().stream().flatMap(query -> of(panel, query, grafana)))
                .toList();
    }

    private static Stream<PanelQuery> of(Panel panel, Query query, GrafanaSql grafana) {
        return query instanceof Query.Sql sql
                ? Stream.of(new PanelQuery(panel.title(), grafana.expand(sql.text())))
                : Stream.empty();
    }
}
