package dev.errata.gateway;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.contract.Limits;
import dev.errata.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How the records of a body are told apart. */
enum Format {
    /** One object, or an array of them. Where it is not JSON, the whole body is refused. */
    JSON {
        @Override
        List<Item> split(byte[] body) {
            var document = document(body);
            Function<JsonNode, Item> item = body.length > Limits.RECORD_BYTES ? Item::ofMeasured : Item::ofNode;
            return document.isArray() ? document.values().stream().map(item).toList() : List.of(item.apply(document));
        }
    },

    /** One object a line; empty lines are skipped. Where a line is not JSON, only this line is refused. */
    NDJSON {
        @Override
        List<Item> split(byte[] body) {
            var items = new ArrayList<Item>();
            for (int start = 0; start < body.length; ) {
                var end = LineEnds.next(body, start);
                if (!isBlank(body, start, end)) {
                    items.add(new Line(body, start, end));
                }
                start = end + 1;
            }
            return items;
        }
    };

    /** The records of the body, in its order. */
    abstract List<Item> split(byte[] body);

    /** Reads a Content-Type. There is no default: what a body is, its sender must say. */
    static Format of(@Nullable String contentType) {
        return switch (essence(contentType)) {
            case "application/json", "application/json;charset=utf-8" -> JSON;
            case "application/x-ndjson", "application/x-ndjson;charset=utf-8" -> NDJSON;
            default ->
                throw ApiException.unsupportedMediaType(
                        "Content-Type must be application/json or application/x-ndjson, in UTF-8");
        };
    }

    private static String essence(@Nullable String contentType) {
        return contentType == null
                ? ""
                : contentType.replace(" ", "").replace("\"", "").toLowerCase(Locale.ROOT);
    }

    private static JsonNode document(byte[] body) {
        try {
            return Json.parse(body);
        } catch (InvalidRecordException e) {
            throw ApiException.badRequest("The body is " + e.getMessage());
        }
    }

    private static boolean isBlank(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
