package dev.errata.store.query;

import static java.util.Objects.requireNonNull;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import dev.errata.contract.fingerprint.Fingerprint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A row of {@code event} with the column {@code matched}. */
final class FoundEventMapper implements RowMapper<FoundEvent> {
    @Override
    public FoundEvent map(ResultSet results, StatementContext ctx) throws SQLException {
        var row = new Row(results);
        var event = event(row);
        return new FoundEvent(
                event,
                IdKind.valueOf(row.requiredText("matched")),
                row.requiredTime("received_at"),
                fingerprint(row, event),
                row.value("body_left_out", Boolean.class) != null,
                row.time("claimed_time"));
    }

    /** Rows from before the column have none. */
    private static String fingerprint(Row row, ErrorEvent event) throws SQLException {
        var bits = row.value("fingerprint", Long.class);
        return bits == null ? Fingerprint.of(event.failure()) : Fingerprint.ofBits(bits);
    }

    private static ErrorEvent event(Row row) throws SQLException {
        return new ErrorEvent(
                requireNonNull(row.value("event_id", UUID.class)),
                row.requiredTime("time"),
                caller(row),
                target(row),
                failure(row),
                ids(row),
                attempt(row),
                row.text("raw_body"),
                attributes(row.text("attributes")),
                altered(row.text("altered")));
    }

    private static Caller caller(Row row) throws SQLException {
        return new Caller(
                row.text("project"), row.text("app"), row.text("app_version"), row.text("env"), row.text("region"));
    }

    private static Target target(Row row) throws SQLException {
        return new Target(
                row.text("provider"),
                row.text("model"),
                row.text("operation"),
                row.value("streaming", Boolean.class),
                row.text("key_id"));
    }

    private static Failure failure(Row row) throws SQLException {
        return new Failure(
                row.value("status", Integer.class),
                row.text("code"),
                row.text("type"),
                row.text("message"),
                row.text("param"));
    }

    private static Ids ids(Row row) throws SQLException {
        return new Ids(
                row.text("request_id"),
                row.text("provider_request_id"),
                row.text("task_id"),
                row.text("trace_id"),
                row.text("call_id"));
    }

    private static Attempt attempt(Row row) throws SQLException {
        return new Attempt(
                row.value("attempt", Integer.class),
                row.value("latency_ms", Long.class),
                row.value("timeout_ms", Long.class),
                row.value("retry_after_ms", Long.class),
                row.text("limit_kind"));
    }

    private static Map<String, String> attributes(@Nullable String json) {
        var attributes = new TreeMap<String, String>();
        if (json != null) {
            JsonMapper.shared()
                    .readTree(json)
                    .properties()
                    .forEach(pair ->
                            attributes.put(pair.getKey(), pair.getValue().asString()));
        }
        return attributes;
    }

    private static List<String> altered(@Nullable String names) {
        return names == null ? List.of() : List.of(names.split(",", -1));
    }
}
