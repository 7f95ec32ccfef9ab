package dev.errata.dashboards.grafana;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Queries as Grafana's data sources read them. */
final class QueryJson {
    static final String POSTGRES_TYPE = "grafana-postgresql-datasource";
    static final ObjectNode POSTGRES = datasource(POSTGRES_TYPE, "${postgres_datasource}");
    static final ObjectNode PROMETHEUS = datasource("prometheus", "${prometheus_datasource}");

    private QueryJson() {}

    /** Of a panel of that kind. */
    static ObjectNode of(Query query, Panel.Kind kind, String refId) {
        return switch (query) {
            case Query.Sql sql ->
                switch (kind) {
                    case LINES, BARS -> sql(refId, sql.text(), "time_series");
                    case STAT, TABLE, TEXT -> table(refId, sql.text());
                };
            case Query.Prom prom -> prometheus(refId, prom, kind);
        };
    }

    static ObjectNode table(String refId, String sql) {
        return sql(refId, sql, "table");
    }

    private static ObjectNode sql(String refId, String text, String format) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("refId", refId)
                .put("editorMode", "code")
                .put("format", format)
                .put("rawQuery", true)
                .put("rawSql", text);
        json.set("datasource", POSTGRES.deepCopy());
        return json;
    }

    private static ObjectNode prometheus(String refId, Query.Prom prom, Panel.Kind kind) {
        var now = kind == Panel.Kind.STAT || kind == Panel.Kind.TABLE;
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("refId", refId)
                .put("editorMode", "code")
                .put("expr", prom.expression())
                .put("legendFormat", prom.legend())
                .put("instant", now)
                .put("range", !now);
        if (kind == Panel.Kind.TABLE) {
            json.put("format", "table");
        }
        json.set("datasource", PROMETHEUS.deepCopy());
        return json;
    }

    private static ObjectNode datasource(String type, String uid) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("uid", uid);
    }
}
