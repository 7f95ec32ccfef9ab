package dev.errata.bench.sink;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table with the columns of {@code event} that a record in Kafka carries, and their indexes; what Errata derives (the day,
 * the append time, the fingerprint and its index) it does not have.
 */
final class ConnectTable {
    static final String NAME = "event_connect";

    private static final List<String> IDS =
            List.of("request_id", "provider_request_id", "task_id", "trace_id", "call_id");

    private static final List<Column> COLUMNS = List.of(
            new Column("event_id", "uuid", "string", "io.debezium.data.Uuid"),
            new Column("time", "timestamptz", "string", "io.debezium.time.ZonedTimestamp"),
            text("project"),
            text("app"),
            text("app_version"),
            text("env"),
            text("region"),
            text("provider"),
            text("model"),
            text("operation"),
            new Column("streaming", "boolean", "boolean", ""),
            text("key_id"),
            new Column("status", "smallint", "int16", ""),
            text("code"),
            text("type"),
            text("message"),
            text("param"),
            text("request_id"),
            text("provider_request_id"),
            text("task_id"),
            text("trace_id"),
            text("call_id"),
            new Column("attempt", "integer", "int32", ""),
            number("latency_ms"),
            number("timeout_ms"),
            number("retry_after_ms"),
            text("limit_kind"),
            text("raw_body"));

    private ConnectTable() {}

    /**
     * A column and the field that it is filled from.
     *
     * @param field its type in a schema of Connect
     * @param meaning the name of that type, which tells Debezium how to bind it; empty: as it is
     */
    private record Column(String name, String type, String field, String meaning) {
        Map<String, Object> schema() {
            var plain = Map.<String, Object>of("field", name, "type", field, "optional", true);
            return meaning.isEmpty() ? plain : Map.of("field", name, "type", field, "optional", true, "name", meaning);
        }
    }

    private static Column text(String name) {
        return new Column(name, "text", "string", "");
    }

    private static Column number(String name) {
        return new Column(name, "bigint", "int64", "");
    }

    static void create(BenchDatabase database) throws SQLException {
        var columns = COLUMNS.stream()
                .map(column -> '"' + column.name() + "\" " + column.type())
                .collect(Collectors.joining(", "));
        var statements = new ArrayList<String>();
        statements.add("CREATE TABLE " + NAME + " (" + columns + ", PRIMARY KEY (project, event_id))");
        for (var id : IDS) {
            statements.add(
                    "CREATE INDEX ON " + NAME + " (hashtextextended(" + id + ", 0)) WHERE " + id + " IS NOT NULL");
        }
        statements.add("CREATE INDEX ON " + NAME + " USING brin (time) WITH (autosummarize = on)");
        statements.add("CREATE INDEX ON " + NAME + " (project, time, event_id)");
        database.execute(statements.toArray(String[]::new));
    }

    /** The records in Kafka have none of their own. */
    static String schema() {
        var fields = COLUMNS.stream().map(Column::schema).toList();
        return JsonMapper.shared().writeValueAsString(Map.of("type", "struct", "optional", false, "fields", fields));
    }
}
