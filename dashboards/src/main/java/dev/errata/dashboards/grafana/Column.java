package dev.errata.dashboards.grafana;

/**
 * A column of a table, or a field of a stat, that is shown in its own way.
 *
 * @param name as the query names it
 * @param link where a click leads; empty: nowhere
 */
record Column(String name, Unit unit, Link link) {
    /**
     * A way to somewhere else.
     *
     * @param title what one finds there
     * @param url with Grafana's variables; empty for none
     */
    record Link(String title, String url) {
        static final Link NONE = new Link("", "");
    }

    private static final String CHOSEN = "&${project:queryparam}&${app:queryparam}";

    static Column of(String name, Unit unit) {
        return new Column(name, unit, Link.NONE);
    }

    /** Leads to the drill-down of a model, for the project and application that are chosen. */
    static Column model() {
        return linked("model", "Open the model", drillDown("errata-model", "model") + CHOSEN);
    }

    /** Leads to the drill-down of a code, for the project and application that are chosen. */
    static Column code() {
        return linked("code", "Open the code", drillDown("errata-code", "code") + CHOSEN);
    }

    /** The same from where nothing can be chosen. */
    static Column modelOfAll() {
        return linked("model", "Open the model", drillDown("errata-model", "model"));
    }

    /** The same from where nothing can be chosen. */
    static Column codeOfAll() {
        return linked("code", "Open the code", drillDown("errata-code", "code"));
    }

    /** Leads to all that is known of an id. */
    static Column id(String name) {
        return new Column(
                name,
                Unit.TEXT,
                new Link(
                        "Open everything about this id",
                        "/d/errata-request?var-id=${__value.raw:percentencode}&${__url_time_range}"));
    }

    private static Column linked(String name, String title, String url) {
        return new Column(name, Unit.TEXT, new Link(title, url));
    }

    private static String drillDown(String uid, String variable) {
        return "/d/" + uid + "?var-" + variable + "=${__value.raw:percentencode}&${__url_time_range}";
    }
}
