package dev.errata.dashboards.grafana;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A panel without its place. */
final class PanelJson {
    private static final List<String> COLOURS = List.of("green", "yellow", "red");
    private static final String MIN_INTERVAL = "10s";

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final Panel panel;

    private PanelJson(Panel panel) {
        this.panel = panel;
    }

    static ObjectNode of(Panel panel) {
        var writer = new PanelJson(panel);
        writer.json.put("type", panel.kind().type()).put("title", panel.title());
        if (panel.kind() == Panel.Kind.TEXT) {
            writer.json.putObject("options").put("mode", "markdown").put("content", panel.description());
            return writer.json;
        }
        writer.json.put("description", panel.description());
        writer.targets();
        writer.fields();
        writer.options();
        return writer.json;
    }

    private void targets() {
        var prometheus = panel.queries().stream().anyMatch(Query.Prom.class::isInstance);
        json.set("datasource", (prometheus ? QueryJson.PROMETHEUS : QueryJson.POSTGRES).deepCopy());
        if (panel.kind() == Panel.Kind.LINES || panel.kind() == Panel.Kind.BARS) {
            json.put("interval", MIN_INTERVAL);
        }
        var targets = json.putArray("targets");
        for (var query : panel.queries()) {
            targets.add(QueryJson.of(query, panel.kind(), String.valueOf((char) ('A' + targets.size()))));
        }
    }

    private void fields() {
        var config = json.putObject("fieldConfig");
        var defaults = config.putObject("defaults").put("unit", panel.unit().id());
        if (!panel.nothing().isEmpty()) {
            defaults.put("noValue", panel.nothing());
        }
        thresholds(defaults);
        if (panel.kind() == Panel.Kind.LINES || panel.kind() == Panel.Kind.BARS) {
            chart(defaults);
        }
        var overrides = config.putArray("overrides");
        for (var column : panel.columns()) {
            var override = overrides.addObject();
            override.putObject("matcher").put("id", "byName").put("options", column.name());
            var properties = override.putArray("properties");
            properties.addObject().put("id", "unit").put("value", column.unit().id());
            if (!column.link().url().isEmpty()) {
                properties
                        .addObject()
                        .put("id", "links")
                        .putArray("value")
                        .addObject()
                        .put("title", column.link().title())
                        .put("url", column.link().url());
            }
        }
    }

    private void thresholds(ObjectNode defaults) {
        var thresholds = defaults.putObject("thresholds").put("mode", "absolute");
        var steps = thresholds.putArray("steps");
        var limits = panel.limits();
        if (limits.isEmpty()) {
            steps.addObject().put("color", "blue").putNull("value");
        } else {
            // Where less is worse, the limits fall.
            var falling = limits.getFirst() > limits.getLast();
            var colours = falling ? COLOURS.reversed() : COLOURS;
            var ordered = falling ? limits.reversed() : limits;
            steps.addObject().put("color", colours.getFirst()).putNull("value");
            for (int i = 0; i < ordered.size(); i++) {
                steps.addObject().put("color", colours.get(i + 1)).put("value", ordered.get(i));
            }
        }
        defaults.putObject("color").put("mode", isChart() ? "palette-classic-by-name" : "thresholds");
    }

    private void chart(ObjectNode defaults) {
        var bars = panel.kind() == Panel.Kind.BARS;
        defaults.put("min", 0);
        var custom = defaults.putObject("custom")
                .put("drawStyle", bars ? "bars" : "line")
                .put("fillOpacity", bars ? 80 : 10)
                .put("lineWidth", bars ? 0 : 2)
                .put("showPoints", bars ? "never" : "auto")
                .put("spanNulls", false);
        custom.putObject("stacking").put("mode", bars ? "normal" : "none").put("group", "A");
        custom.putObject("thresholdsStyle").put("mode", panel.limits().isEmpty() ? "off" : "dashed");
    }

    private void options() {
        var options = json.putObject("options");
        switch (panel.kind()) {
            case STAT -> stat(options);
            case LINES, BARS -> legend(options);
            case TABLE -> options.put("showHeader", true).put("cellHeight", "sm");
            case TEXT -> throw new IllegalArgumentException("has its own options");
        }
    }

    private void stat(ObjectNode options) {
        options.put("colorMode", panel.limits().isEmpty() ? "value" : "background")
                .put("graphMode", "none")
                .put("justifyMode", "center")
                .put("textMode", panel.unit() == Unit.TEXT ? "value" : "auto");
        var reduce = options.putObject("reduceOptions").put("values", false);
        reduce.putArray("calcs").add("lastNotNull");
        reduce.put("fields", panel.unit() == Unit.TEXT ? "/.*/" : "");
    }

    private static void legend(ObjectNode options) {
        options.putObject("legend")
                .put("showLegend", true)
                .put("displayMode", "table")
                .put("placement", "right")
                .putArray("calcs")
                .add("max")
                .add("lastNotNull");
        options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
    }

    private boolean isChart() {
        return panel.kind() == Panel.Kind.LINES || panel.kind() == Panel.Kind.BARS;
    }
}
