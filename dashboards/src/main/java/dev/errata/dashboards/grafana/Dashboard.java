package dev.errata.dashboards.grafana;

import java.util.List;

/**
 * One dashboard.
 *
 * @param uid its address, for ever
 * @param folder where Grafana files it
 * @param description one sentence: when to open it
 * @param range the time that it shows at first, such as {@code now-6h}
 */
record Dashboard(
        String uid,
        String folder,
        String title,
        String description,
        String range,
        List<Variable> variables,
        List<Row> rows) {
    /** What the users of Errata look at. */
    static final String ERRORS = "Errata";

    /** What those look at who run it. */
    static final String OPERATIONS = "Errata operations";

    Dashboard {
        variables = List.copyOf(variables);
        rows = List.copyOf(rows);
    }

    /** Whether any panel asks Prometheus. */
    boolean needsPrometheus() {
        return rows.stream()
                .flatMap(row -> row.panels().stream())
                .flatMap(panel -> panel.queries().stream())
                .anyMatch(Query.Prom.class::isInstance);
    }
}
