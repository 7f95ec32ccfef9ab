package dev.errata.dashboards.grafana;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A dashboard's variables: first its data sources, then what it asks the reader, last the console's address. */
final class VariableJson {
    private static final int RELOAD_WITH_TIME_RANGE = 2;
    private static final Variable CONSOLE = new Variable.Text("errata_url", "Console address", "http://localhost:8080");

    private VariableJson() {}

    static void addTo(ArrayNode list, Dashboard dashboard) {
        datasource(list, "postgres_datasource", "Postgres data source", QueryJson.POSTGRES_TYPE);
        if (dashboard.needsPrometheus()) {
            datasource(list, "prometheus_datasource", "Prometheus data source", "prometheus");
        }
        dashboard.variables().forEach(variable -> add(list, variable));
        add(list, CONSOLE);
    }

    private static void datasource(ArrayNode list, String name, String label, String type) {
        list.addObject()
                .put("type", "datasource")
                .put("name", name)
                .put("label", label)
                .put("query", type)
                .put("refresh", 1)
                .put("hide", 0)
                .put("includeAll", false)
                .put("multi", false)
                .putObject("current");
    }

    private static void add(ArrayNode list, Variable variable) {
        var json = list.addObject()
                .put("name", variable.name())
                .put("label", variable.label())
                .put("hide", 0);
        switch (variable) {
            case Variable.Choice choice -> choice(json, choice);
            case Variable.Text text -> text(json, text);
        }
    }

    private static void choice(ObjectNode json, Variable.Choice choice) {
        json.put("type", "query")
                .put("query", choice.query())
                .put("definition", choice.query())
                .put("refresh", RELOAD_WITH_TIME_RANGE)
                .put("multi", true)
                .put("includeAll", true)
                .put("allValue", Filter.ALL)
                .put("regex", "")
                .put("sort", 0);
        json.set("datasource", QueryJson.POSTGRES.deepCopy());
        var current = json.putObject("current");
        current.putArray("text").add("All");
        current.putArray("value").add("$__all");
        json.putArray("options");
    }

    private static void text(ObjectNode json, Variable.Text text) {
        json.put("type", "textbox").put("query", text.value());
        json.putObject("current").put("text", text.value()).put("value", text.value());
        json.putArray("options")
                .addObject()
                .put("text", text.value())
                .put("value", text.value())
                .put("selected", true);
    }
}
