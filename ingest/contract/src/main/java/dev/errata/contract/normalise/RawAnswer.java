package dev.errata.contract.normalise;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Reason;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What came back over HTTP, or as much of it as somebody kept. Immutable.
 *
 * @param provider who was called, where the caller knows
 * @param status null where none was recorded
 * @param headers any case; kept in lower case
 * @param body as text; empty where there was none
 */
public record RawAnswer(@Nullable String provider, @Nullable Integer status, Map<String, String> headers, String body) {

    public RawAnswer {
        var lowerCase = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lowerCase);
    }

    /**
     * Reads {@code {"provider","status","headers","body"}}, all optional. The body may also stand there as JSON rather
     * than text, a header's value as an array.
     *
     * @throws InvalidRecordException naming the field at fault
     */
    public static RawAnswer read(JsonNode json) throws InvalidRecordException {
        if (!json.isObject()) {
            throw new InvalidRecordException(Reason.MALFORMED, null, "an answer is a JSON object");
        }
        return new RawAnswer(provider(json), status(json), headers(json.path("headers")), body(json.path("body")));
    }

    @Nullable
    String header(String name) {
        var value = headers.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** The same answer with more headers; those that it has stay as they are. */
    RawAnswer withHeaders(JsonNode more) {
        var all = new LinkedHashMap<String, String>();
        more.properties()
                .forEach(header -> all.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asString("")));
        all.putAll(headers);
        return new RawAnswer(provider, status, all, body);
    }

    boolean isFailure() {
        return status != null && status >= 400;
    }

    private static @Nullable String provider(JsonNode json) throws InvalidRecordException {
        var node = json.path("provider");
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            throw invalid("provider", "must be a string");
        }
        return node.asString().isBlank() ? null : node.asString();
    }

    private static @Nullable Integer status(JsonNode json) throws InvalidRecordException {
        var node = json.path("status");
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isInt()) {
            throw invalid("status", "must be a whole number");
        }
        return node.asInt();
    }

    private static Map<String, String> headers(JsonNode node) throws InvalidRecordException {
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            throw invalid("headers", "must be an object");
        }
        var headers = new LinkedHashMap<String, String>();
        for (var entry : node.properties()) {
            var value = entry.getValue().isArray() ? entry.getValue().path(0) : entry.getValue();
            headers.put(entry.getKey(), value.asString(""));
        }
        return headers;
    }

    private static String body(JsonNode node) {
        if (node.isContainer()) {
            return node.toString();
        }
        return node.asString("");
    }

    private static InvalidRecordException invalid(String field, String rule) {
        return new InvalidRecordException(Reason.INVALID_FIELD, field, field + " " + rule);
    }
}
