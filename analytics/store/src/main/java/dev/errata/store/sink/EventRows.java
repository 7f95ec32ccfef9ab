package dev.errata.store.sink;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** The table {@code event}: the form of its rows, and how those get in that may be there already. */
final class EventRows {
    /** What makes an event the same as another. The day is part of the id. */
    record Identity(String project, UUID eventId) {
        static Identity of(ErrorEvent event) {
            return new Identity(event.caller().projectOrDefault(), event.eventId());
        }
    }

    /**
     * One row.
     *
     * @param event without its raw body, where that is not kept
     * @param time of the event, clamped
     * @param bodyLeftOut whether it had a body that is not kept
     */
    record Row(ErrorEvent event, Instant time, Instant received, long fingerprint, boolean bodyLeftOut) {}

    static final String TABLE = "event";

    /** In the order in which {@link #append} and {@link ScannedRow} write them. */
    static final String COLUMNS = "event_day, project, event_id, time, claimed_time, received_at,"
            + " app, app_version, env, region, provider, model, operation, streaming, key_id,"
            + " status, code, type, message, param,"
            + " request_id, provider_request_id, task_id, trace_id, call_id,"
            + " attempt, latency_ms, timeout_ms, retry_after_ms, limit_kind, raw_body, attributes, altered, fingerprint,"
            + " body_left_out";

    static final int COLUMN_COUNT = COLUMNS.split(",", -1).length;

    private static final String STAGING = "event_staging";

    private EventRows() {}

    /**
     * Inserts those of different identities that are not there yet, by way of a temporary table, and answers which these
     * were.
     */
    static Set<Identity> insertMissing(Connection connection, Collection<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return Set.of();
        }
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TEMP TABLE IF NOT EXISTS " + STAGING + " (LIKE " + TABLE + ") ON COMMIT DELETE ROWS");
            statement.execute("TRUNCATE " + STAGING);
            var copy = new BinaryCopy();
            rows.forEach(row -> append(copy, row));
            copy.into(connection, STAGING, COLUMNS);
            var inserted = new HashSet<Identity>();
            try (var keys = statement.executeQuery("INSERT INTO " + TABLE + " (" + COLUMNS + ") SELECT " + COLUMNS
                    + " FROM " + STAGING + " ON CONFLICT DO NOTHING RETURNING project, event_id")) {
                while (keys.next()) {
                    inserted.add(new Identity(keys.getString(1), keys.getObject(2, UUID.class)));
                }
            }
            return inserted;
        }
    }

    static void append(BinaryCopy copy, Row row) {
        var event = row.event();
        copy.row(COLUMN_COUNT)
                .date(EventIds.day(event.eventId()))
                .text(event.caller().projectOrDefault())
                .uuid(event.eventId())
                .timestamp(row.time())
                .timestamp(row.time().equals(event.time()) ? null : event.time())
                .timestamp(row.received());
        appendCall(copy, event);
        appendFailure(copy, event);
        appendAttempt(copy, event);
        copy.int8(row.fingerprint()).bool(row.bodyLeftOut() ? true : null);
    }

    private static void appendCall(BinaryCopy copy, ErrorEvent event) {
        copy.text(event.caller().app())
                .text(event.caller().appVersion())
                .text(event.caller().env())
                .text(event.caller().region())
                .text(event.target().provider())
                .text(event.target().model())
                .text(event.target().operation())
                .bool(event.target().streaming())
                .text(event.target().keyId());
    }

    private static void appendFailure(BinaryCopy copy, ErrorEvent event) {
        copy.int2(event.failure().status())
                .text(event.failure().code())
                .text(event.failure().type())
                .text(event.failure().message())
                .text(event.failure().param())
                .text(event.ids().requestId())
                .text(event.ids().providerRequestId())
                .text(event.ids().taskId())
                .text(event.ids().traceId())
                .text(event.ids().callId());
    }

    private static void appendAttempt(BinaryCopy copy, ErrorEvent event) {
        copy.int4(event.attempt().number())
                .int8(event.attempt().latencyMs())
                .int8(event.attempt().timeoutMs())
                .int8(event.attempt().retryAfterMs())
                .text(event.attempt().limitKind())
                .text(event.rawBody())
                .text(attributes(event))
                .text(event.altered().isEmpty() ? null : String.join(",", event.altered()));
    }

    private static @Nullable String attributes(ErrorEvent event) {
        if (event.attributes().isEmpty()) {
            return null;
        }
        var object = JsonNodeFactory.instance.objectNode();
        event.attributes().forEach(object::put);
        return object.toString();
    }
}
