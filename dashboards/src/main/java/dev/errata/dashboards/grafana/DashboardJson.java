package dev.errata.dashboards.grafana;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A dashboard in Grafana's classic model, which 10 reads, and newer ones bring up to date when they load it. */
final class DashboardJson {
    private static final int SCHEMA_VERSION = 42;
    private static final int COLUMNS = 24;
    private static final String TAG = "errata";

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();
    private int nextId = 1;
    private int top;

    private DashboardJson() {}

    static ObjectNode of(Dashboard dashboard) {
        var json = new DashboardJson();
        json.head(dashboard);
        json.annotations();
        VariableJson.addTo(json.root.putObject("templating").putArray("list"), dashboard);
        var panels = json.root.putArray("panels");
        dashboard.rows().forEach(row -> json.row(row, panels));
        return json.root;
    }

    private void head(Dashboard dashboard) {
        root.put("uid", dashboard.uid())
                .put("title", dashboard.title())
                .put("description", dashboard.description())
                .put("schemaVersion", SCHEMA_VERSION)
                .put("version", 1)
                .put("editable", false)
                .put("graphTooltip", 1)
                .put("refresh", "30s")
                .put("timezone", "utc");
        root.putArray("tags").add(TAG);
        root.putObject("time").put("from", dashboard.range()).put("to", "now");
        root.putObject("timepicker");
        var links = root.putArray("links");
        links.addObject()
                .put("type", "dashboards")
                .put("title", "Errata dashboards")
                .put("asDropdown", true)
                .put("includeVars", true)
                .put("keepTime", true)
                .putArray("tags")
                .add(TAG);
        links.addObject()
                .put("type", "link")
                .put("title", "Console")
                .put("icon", "external link")
                .put("targetBlank", true)
                .put("url", "${errata_url}")
                .putArray("tags");
    }

    private void annotations() {
        var list = root.putObject("annotations").putArray("list");
        for (var marker : Marker.ALL) {
            var json = list.addObject()
                    .put("name", marker.name())
                    .put("enable", true)
                    .put("hide", false)
                    .put("iconColor", marker.colour());
            json.set("datasource", QueryJson.POSTGRES.deepCopy());
            json.set("target", QueryJson.table("Marker", marker.sql()));
        }
    }

    /** A heading, and beneath it lines of panels: the next line begins under the tallest of the one before. */
    private void row(Row row, ArrayNode panels) {
        var heading = panels.addObject()
                .put("id", nextId++)
                .put("type", "row")
                .put("title", row.title())
                .put("collapsed", false);
        place(heading, 0, COLUMNS, 1);
        heading.putArray("panels");
        top++;
        int left = 0;
        int tallest = 0;
        for (var panel : row.panels()) {
            if (left + panel.width() > COLUMNS) {
                top += tallest;
                left = 0;
                tallest = 0;
            }
            var json = PanelJson.of(panel).put("id", nextId++);
            place(json, left, panel.width(), panel.height());
            panels.add(json);
            left += panel.width();
            tallest = Math.max(tallest, panel.height());
        }
        top += tallest;
    }

    private void place(ObjectNode panel, int left, int width, int height) {
        panel.putObject("gridPos").put("x", left).put("y", top).put("w", width).put("h", height);
    }
}
