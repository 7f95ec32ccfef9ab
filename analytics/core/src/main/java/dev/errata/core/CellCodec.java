package dev.errata.core;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.contract.JsonOutput;
import dev.errata.contract.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;

/**
 * {@link Cell}s as they stand in the rates topic:
 *
 * <pre>{@code
 * {"project":"default","window":"2026-01-31T12:00:10Z","model":"m","status":"429","code":"c","errors":7,"closed":true}
 * {"project":"default","window":"2026-01-31T12:00:10Z","model":"m","requests":90,"closed":true}
 * {"project":"default","window":"2026-01-31T12:00:00Z","app":"a","failed":9,"covered":7,"lost":1,
 *  "without_request_id":0,"without_code":2,"floor":0.8,"closed":true}
 * }</pre>
 *
 * Dimensions without a value are left out.
 */
public final class CellCodec {
    private CellCodec() {}

    /** Names the cell: its series, its window, and what it counts. */
    public static String key(Cell cell) {
        return key(cell.key().seriesId(), cell);
    }

    /** As {@link #key(Cell)}, for who has the {@link RateKey#seriesId} at hand: it takes longer than all the rest. */
    public static String key(UUID series, Cell cell) {
        var kind = switch (cell.count()) {
            case Cell.Errors _ -> "errors";
            case Cell.Traffic _ -> "traffic";
            case Coverage _ -> "coverage";
        };
        return series + "/" + cell.window().getEpochSecond() + "/" + kind;
    }

    /** The whole cell as JSON. */
    public static byte[] encode(Cell cell) {
        var out = new JsonOutput();
        out.startObject();
        out.put("project", cell.key().project());
        out.put("window", cell.window().toString());
        for (var dimension : Dimension.values()) {
            var value = cell.key().value(dimension);
            out.put(dimension.column(), value.isEmpty() ? null : value);
        }
        encode(cell.count(), out);
        out.put("closed", cell.closed());
        out.endObject();
        return out.toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws InvalidRecordException when it is something else
     */
    public static Cell decode(byte[] json) throws InvalidRecordException {
        var object = Json.parse(json);
        try {
            return decode(object);
        } catch (DateTimeException | JsonNodeException e) {
            throw new InvalidRecordException(Reason.MALFORMED, null, "not a cell of rates");
        }
    }

    private static Cell decode(JsonNode object) {
        var values = Arrays.stream(Dimension.values())
                .map(dimension -> object.path(dimension.column()).stringValue(""))
                .toList();
        return new Cell(
                Instant.parse(object.path("window").stringValue()),
                new RateKey(object.path("project").stringValue(), values),
                decodeCount(object),
                object.path("closed").booleanValue());
    }

    private static void encode(Cell.Count count, JsonOutput out) {
        switch (count) {
            case Cell.Errors(var errors) -> out.put("errors", errors);
            case Cell.Traffic(var requests, var calls) -> {
                out.put("requests", requests);
                if (calls != null) {
                    out.put("calls", calls.total());
                    out.put("calls_failed", calls.failed());
                    out.put("calls_rescued", calls.rescued());
                }
            }
            case Coverage coverage -> encode(coverage, out);
        }
    }

    private static void encode(Coverage coverage, JsonOutput out) {
        out.put("failed", coverage.errors());
        out.put("covered", coverage.covered());
        out.put("lost", coverage.lost());
        out.put("without_request_id", coverage.withoutRequestId());
        out.put("without_code", coverage.withoutCode());
        out.put("floor", coverage.floor());
    }

    private static Cell.Count decodeCount(JsonNode object) {
        if (object.has("covered")) {
            return new Coverage(
                    object.path("failed").longValue(),
                    object.path("covered").longValue(),
                    object.path("lost").longValue(),
                    object.path("without_request_id").longValue(),
                    object.path("without_code").longValue(),
                    object.path("floor").doubleValue());
        }
        return object.has("errors")
                ? new Cell.Errors(object.path("errors").longValue())
                : new Cell.Traffic(object.path("requests").longValue(), decodeCalls(object));
    }

    private static Cell.@Nullable Calls decodeCalls(JsonNode object) {
        return object.has("calls")
                ? new Cell.Calls(
                        object.path("calls").longValue(),
                        object.path("calls_failed").longValue(),
                        object.path("calls_rescued").longValue())
                : null;
    }
}
