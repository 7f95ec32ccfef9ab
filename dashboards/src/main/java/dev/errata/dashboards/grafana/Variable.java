package dev.errata.dashboards.grafana;

/** What a reader of a dashboard can choose. */
sealed interface Variable {

    /** Its name in queries. */
    String name();

    /** Its name for people. */
    String label();

    /**
     * Values of a dimension, any number of them, all at first.
     *
     * @param query answers the values
     */
    record Choice(String name, String label, String query) implements Variable {}

    /**
     * Any text.
     *
     * @param value at first
     */
    record Text(String name, String label, String value) implements Variable {}

    Variable PROJECT = new Choice("project", "Project", "SELECT DISTINCT project FROM reporting.series ORDER BY 1");
    Variable PROVIDER = dimension("provider", "Provider");
    Variable MODEL = dimension("model", "Model");
    Variable APP = dimension("app", "Application");
    Variable CODE = dimension("code", "Code");
    Variable ID = new Text("id", "Any id", "");

    /** The values of one project are few, and from a small table: no range of time is read for a menu. */
    private static Variable dimension(String column, String label) {
        return new Choice(
                column,
                label,
                "SELECT DISTINCT %s FROM reporting.series WHERE %s ORDER BY 1".formatted(column, Filter.on("project")));
    }
}
