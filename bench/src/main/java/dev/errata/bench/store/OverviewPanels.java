package dev.errata.bench.store;

import dev.errata.dashboards.grafana.PanelQueries;
import dev.errata.dashboards.grafana.PanelQueries.PanelQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * All panels of *Overview* over a week, one after the other, by the role that Grafana logs in as.
 *
 * @param total of each round
 * @param panels of the last round, in milliseconds
 */
record OverviewPanels(Times total, Map<String, Double> panels) {
    private static final Duration WEEK = Duration.ofDays(7);

    /** As Grafana reckons it for a week on a chart some hundred points wide. */
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private static final int WARM_UPS = 1;

    static OverviewPanels of(DataSource database, Instant end, int rounds) throws Exception {
        var queries = PanelQueries.ofOverview(end.minus(WEEK), end, INTERVAL);
        try (var connection = database.getConnection()) {
            execute(connection, "SET ROLE errata_reader");
            execute(connection, "SET search_path = reporting");
            execute(connection, "SET work_mem = '32MB'");
            var totals = new double[rounds];
            Map<String, Double> panels = Map.of();
            for (int round = -WARM_UPS; round < rounds; round++) {
                panels = ask(connection, queries);
                if (round >= 0) {
                    totals[round] = panels.values().stream()
                            .mapToDouble(millis -> millis)
                            .sum();
                }
            }
            return new OverviewPanels(new Times(totals), panels);
        }
    }

    String line() {
        return "%d panels: %.0f ms; the slowest: %s"
                .formatted(
                        panels.size(),
                        total.median(),
                        panels.entrySet().stream()
                                .sorted(Map.Entry.<String, Double>comparingByValue()
                                        .reversed())
                                .limit(4)
                                .map(panel -> "%s %.0f".formatted(panel.getKey(), panel.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    private static Map<String, Double> ask(Connection connection, List<PanelQuery> queries) throws Exception {
        var millis = new LinkedHashMap<String, Double>();
        for (var query : queries) {
            millis.merge(query.panel(), Times.of(() -> execute(connection, query.sql())), Double::sum);
        }
        return millis;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
