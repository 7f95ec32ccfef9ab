package dev.errata.app.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.EventIds;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.contract.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events as a file has them, in the order of their arrival: contract records, with {@code arrival}, or {@code received_at}
 * as in an export, where that is known; else they come when they happened, or with the latest before them.
 */
final class RecordedEvents {
    private static final List<String> ARRIVAL = List.of("arrival", "received_at");

    private long clock = Long.MIN_VALUE;

    /**
     * An event, and when it came, in milliseconds since 1970.
     *
     * @param json as it would stand in Kafka
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, and never compared
    record Arrived(byte[] json, long atMillis) {}

    /** @throws InvalidRecordException where the line is no event with a time */
    Arrived parse(String line) throws InvalidRecordException {
        var bytes = line.getBytes(UTF_8);
        if (!(Json.parse(bytes) instanceof ObjectNode object)) {
            throw refused("a line must be one JSON object");
        }
        var time = time(object.path("time"));
        clock = Math.max(clock, arrival(object).orElse(time).toEpochMilli());
        return new Arrived(isComplete(object) ? bytes : completed(object, time, bytes), clock);
    }

    private static Optional<Instant> arrival(ObjectNode object) throws InvalidRecordException {
        for (var name : ARRIVAL) {
            if (object.has(name)) {
                return Optional.of(time(object.path(name)));
            }
        }
        return Optional.empty();
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
