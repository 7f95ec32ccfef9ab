package dev.errata.app.exactness;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All rows of the table of events, each held against what it must be, and counted once more by window and series. */
final class StoredEvents {
    private static final String ALL = "SELECT event_id, event_day, time, claimed_time, received_at, project, app,"
            + " app_version, env, region, provider, model, operation, streaming, status, code, type, message, request_id,"
            + " call_id, attempt, latency_ms, attributes FROM event";
    private static final int CHUNK = 10_000;

    private final Script script;
    private final Ledger ledger;
    private final BitSet numbers = new BitSet();
    private final Map<Cell, Long> counts = new HashMap<>();
    private final Finding once = new Finding("I2 each stored once, under one id and day");
    private final Finding unaltered = new Finding("I3 nothing stored but what was sent, as it was sent");
    private final Finding wanted = new Finding("I4 nothing stored that was rejected");
    private long rows;

    StoredEvents(Script script, Ledger ledger) {
        this.script = script;
        this.ledger = ledger;
    }

    void read(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(CHUNK);
            try (var events = statement.executeQuery(ALL)) {
                while (events.next()) {
                    take(events);
                }
            }
        }
        connection.rollback();
    }

    List<Finding> findings() {
        return List.of(once, unaltered, wanted);
    }

    /** Which events are stored. */
    BitSet numbers() {
        return numbers;
    }

    /** How many are stored, by window and series. */
    Map<Cell, Long> counts() {
        return counts;
    }

    long rows() {
        return rows;
    }

    private void take(ResultSet row) throws SQLException {
        rows++;
        var number = Script.number(row.getString("request_id"));
        var made = made(row.getString("attributes"));
        var ought = script.event(number, made);
        var id = row.getObject("event_id", UUID.class);
        var isFirst = !numbers.get((int) number);
        numbers.set((int) number);
        once.check(
                isFirst
                        && id.equals(ought.eventId())
                        && EventIds.day(id).equals(row.getObject("event_day", LocalDate.class)),
                () -> number + " is stored twice, or under another id");
        var outcome = ledger.of(number);
        wanted.check(outcome != Ledger.Outcome.REJECTED, () -> number + " was rejected");
        var time = time(row, "time");
        var is = columns(row);
        unaltered.check(
                outcome != Ledger.Outcome.UNSENT && is.equals(columns(ought)) && isTime(row, number, ought),
                () -> number + ": " + is + " instead of " + ought);
        counts.merge(new Cell(TimeRules.windowOf(time), RateKey.of(ought.inProject("default"))), 1L, Long::sum);
    }

    /** A clock that is ten years off is not believed; any other is. */
    private boolean isTime(ResultSet row, long number, ErrorEvent ought) throws SQLException {
        var claimed = row.getObject("claimed_time", OffsetDateTime.class);
        var isOff = script.kind(number) == Kind.CLOCK_AHEAD || script.kind(number) == Kind.CLOCK_BEHIND;
        return isOff
                ? claimed != null
                        && claimed.toInstant().equals(ought.time())
                        && time(row, "time").equals(time(row, "received_at"))
                : claimed == null && time(row, "time").equals(ought.time());
    }

    private static List<@Nullable Object> columns(ResultSet row) throws SQLException {
        return Arrays.asList(
                row.getString("project"),
                row.getString("app"),
                row.getString("app_version"),
                row.getString("env"),
                row.getString("region"),
                row.getString("provider"),
                row.getString("model"),
                row.getString("operation"),
                row.getObject("streaming", Boolean.class),
                row.getObject("status", Integer.class),
                row.getString("code"),
                row.getString("type"),
                row.getString("message"),
                row.getString("call_id"),
                row.getObject("attempt", Integer.class),
                row.getObject("latency_ms", Long.class));
    }

    private static List<@Nullable Object> columns(ErrorEvent event) {
        return Arrays.asList(
                event.caller().projectOrDefault(),
                event.caller().app(),
                event.caller().appVersion(),
                event.caller().env(),
                event.caller().region(),
                event.target().provider(),
                event.target().model(),
                event.target().operation(),
                event.target().streaming(),
                event.failure().status(),
                event.failure().code(),
                event.failure().type(),
                event.failure().message(),
                event.ids().callId(),
                event.attempt().number(),
                event.attempt().latencyMs());
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class))
                .toInstant();
    }

    /** {@code {"made":"1764108000000000"}}. */
    static Instant made(String attributes) {
        var micros = Long.parseLong(attributes.replaceAll("[^0-9]", ""));
        return Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS);
    }
}
