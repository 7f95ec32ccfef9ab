package dev.errata.app.backtest;

import dev.errata.contract.EventIds;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.contract.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events as a file has them: contract records, with {@code arrival}, or {@code received_at} as in an export, where that is
 * known; else they come when they happened.
 */
final class RecordedEvents {
    private static final List<String> ARRIVAL = List.of("arrival", "received_at");

    private RecordedEvents() {}

    /**
     * An event, and when it came, in milliseconds since 1970.
     *
     * @param json as it would stand in Kafka
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, and never compared
    record Arrived(byte[] json, long atMillis) {}

    /** @throws InvalidRecordException where the line is no event with a time */
    static Arrived parse(byte[] line) throws InvalidRecordException {
        var object = object(line);
        var time = time(object.path("time"));
        return new Arrived(isComplete(object) ? line : completed(object, time, line), arrival(object, time));
    }

    /**
     * When the event came, in milliseconds since 1970.
     *
     * @throws InvalidRecordException as {@link #parse}
     */
    static long arrival(byte[] line) throws InvalidRecordException {
        var object = object(line);
        return arrival(object, time(object.path("time")));
    }

    private static ObjectNode object(byte[] line) throws InvalidRecordException {
        if (Json.parse(line) instanceof ObjectNode object) {
            return object;
        }
        throw refused("a line must be one JSON object");
    }

    private static long arrival(ObjectNode object, Instant time) throws InvalidRecordException {
        for (var name : ARRIVAL) {
            if (object.has(name)) {
                return time(object.path(name)).toEpochMilli();
            }
        }
        return time.toEpochMilli();
    }

    private static boolean isComplete(ObjectNode object) {
        return object.has("event_id") && object.path("status").asInt(-1) != 0;
    }

    /** What others have recorded lacks an id, and says 0 where no answer came. */
    private static byte[] completed(ObjectNode object, Instant time, byte[] line) {
        if (!object.has("event_id")) {
            object.put("event_id", EventIds.derived(time, line).toString());
        }
        if (object.path("status").asInt(-1) == 0) {
            object.remove("status");
        }
        return Json.write(object);
    }

    private static Instant time(JsonNode text) throws InvalidRecordException {
        try {
            return Instant.parse(text.asString(""));
        } catch (DateTimeException e) {
            throw refused("time, arrival and received_at must be RFC 3339");
        }
    }

    static InvalidRecordException refused(String why) {
        return new InvalidRecordException(Reason.MALFORMED, null, why);
    }
}
