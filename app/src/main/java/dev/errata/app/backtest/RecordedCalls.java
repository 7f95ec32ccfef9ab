package dev.errata.app.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Totals as a file has them: contract records, or {@code {"time", "app", "provider", "model", "window_ms", "requests"}}
 * of one nameless source.
 */
final class RecordedCalls {
    private static final String SOURCE = "recorded";

    private final TrafficRecordCodec codec = new TrafficRecordCodec();
    private long seq;

    /** @throws InvalidRecordException where the line is neither */
    TrafficRecord parse(String line) throws InvalidRecordException {
        JsonNode json = Json.parse(line.getBytes(UTF_8));
        if (json instanceof ObjectNode object && object.has("window_ms")) {
            if (object.path("window_ms").asLong(0) != TrafficRecord.WINDOW.toMillis()) {
                throw RecordedEvents.refused("window_ms must be 10000");
            }
            object.set("window", object.path("time"));
            object.put("source", SOURCE).put("seq", ++seq);
        }
        return codec.decode(json);
    }
}
