package dev.errata.dashboards.grafana;

/** Where a panel's numbers come from. */
sealed interface Query {

    /**
     * Rows of Postgres.
     *
     * @param text with Grafana's macros and variables; a chart wants columns {@code time}, {@code metric}, {@code value}
     */
    record Sql(String text) implements Query {
        public Sql {
            text = text.strip();
        }
    }

    /**
     * Series of Prometheus.
     *
     * @param legend with {@code {{label}}}
     */
    record Prom(String expression, String legend) implements Query {}
}
