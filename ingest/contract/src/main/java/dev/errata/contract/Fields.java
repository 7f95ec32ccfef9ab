package dev.errata.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of one JSON object, each within its limit, and remembers which it had to alter. Unknown fields are
 * ignored. Every getter answers null for a field that is absent, null or empty, unless it says that it is required.
 */
final class Fields {
    private static final int INITIAL_FIELDS = 32;

    private final JsonNode object;
    private final List<String> asked = new ArrayList<>(INITIAL_FIELDS);
    private final TreeSet<String> altered = new TreeSet<>();

    Fields(JsonNode object) throws InvalidRecordException {
        if (!object.isObject()) {
            throw new InvalidRecordException(Reason.MALFORMED, null, "a record is a JSON object");
        }
        this.object = object;
    }

    /**
     * Names of the fields that were cut, cleaned or hashed, here or by whoever wrote the record; sorted. To be asked
     * last: of the names that the record brings along, only those of fields asked for before are believed.
     */
    List<String> altered() {
        var told = object.path("altered");
        if (!told.isEmpty()) {
            var known = Set.copyOf(asked);
            told.valueStream()
                    .map(name -> name.asString(""))
                    .filter(known::contains)
                    .forEach(altered::add);
        }
        return List.copyOf(altered);
    }

    UUID eventId() throws InvalidRecordException {
        return uuid(required("event_id", string("event_id")))
                .orElseThrow(() -> invalid("event_id", "must be a UUID of version 7"));
    }

    /** The record's own id if it has a good one, else the one that follows from its time and the given content. */
    UUID eventIdOrDerived(byte[] content) throws InvalidRecordException {
        var own = Optional.ofNullable(string("event_id")).flatMap(Fields::uuid);
        if (own.isPresent()) {
            return own.get();
        }
        var time = time("time");
        if (time.isBefore(Instant.EPOCH)) {
            throw invalid("time", "must not be before 1970 where event_id is no UUID of version 7");
        }
        return EventIds.derived(time, content);
    }

    Instant time(String name) throws InvalidRecordException {
        var text = required(name, string(name));
        return Times.parse(text)
                .orElseThrow(() -> invalid(name, "must be an RFC 3339 time with zone, such as 2026-01-31T12:00:00.5Z"));
    }

    Instant window(String name) throws InvalidRecordException {
        var time = time(name);
        if (time.getNano() != 0 || time.getEpochSecond() % TrafficRecord.WINDOW.toSeconds() != 0) {
            throw invalid(name, "must be a multiple of " + TrafficRecord.WINDOW.toSeconds() + " s");
        }
        return time;
    }

    @Nullable
    String label(String name) throws InvalidRecordException {
        return text(name, Limits.LABEL_CHARS);
    }

    String requiredLabel(String name) throws InvalidRecordException {
        return required(name, label(name));
    }

    @Nullable
    String text(String name, int maxChars) throws InvalidRecordException {
        var sent = string(name);
        return sent == null ? null : noted(name, sent, Text.cut(Text.clean(sent), maxChars));
    }

    @Nullable
    String body(String name) throws InvalidRecordException {
        var sent = string(name);
        return sent == null ? null : noted(name, sent, Text.cutToBytes(Text.clean(sent), Limits.RAW_BODY_BYTES));
    }

    @Nullable
    String id(String name) throws InvalidRecordException {
        var sent = string(name);
        if (sent == null || sent.isBlank()) {
            return null;
        }
        return noted(name, sent.strip(), Text.id(sent));
    }

    @Nullable
    Integer integer(String name, int min, int max) throws InvalidRecordException {
        var value = whole(name, min, max);
        return value == null ? null : value.intValue();
    }

    @Nullable
    Long count(String name) throws InvalidRecordException {
        return whole(name, 0, Long.MAX_VALUE);
    }

    long requiredCount(String name) throws InvalidRecordException {
        return required(name, count(name));
    }

    @Nullable
    Boolean flag(String name) throws InvalidRecordException {
        var node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isBoolean()) {
            throw invalid(name, "must be true or false");
        }
        return node.asBoolean();
    }

    <E extends Enum<E>> E oneOf(String name, Class<E> type) throws InvalidRecordException {
        var text = required(name, string(name));
        for (var constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        var known = Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
        throw invalid(name, "must be one of " + known);
    }

    Map<String, String> attributes() throws InvalidRecordException {
        var node = node("attributes");
        if (node == null) {
            return Map.of();
        }
        if (!node.isObject() || node.size() > Limits.ATTRIBUTES) {
            throw invalid("attributes", "must be an object of at most " + Limits.ATTRIBUTES + " pairs");
        }
        var attributes = new LinkedHashMap<String, String>();
        var bytes = 0;
        for (var entry : node.properties()) {
            var key = noted("attributes", entry.getKey(), Text.clean(entry.getKey()));
            var sent = attribute(entry);
            var value = noted("attributes", sent, Text.clean(sent));
            bytes += Text.utf8Length(key) + Text.utf8Length(value);
            attributes.put(key, value);
        }
        if (bytes > Limits.ATTRIBUTE_BYTES) {
            throw new InvalidRecordException(
                    Reason.TOO_LARGE, "attributes", "more than " + Limits.ATTRIBUTE_BYTES + " bytes together");
        }
        return attributes;
    }

    private static Optional<UUID> uuid(String text) {
        try {
            var id = UUID.fromString(text);
            return EventIds.isValid(id) && id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String attribute(Map.Entry<String, JsonNode> entry) throws InvalidRecordException {
        if (!entry.getValue().isString()) {
            throw invalid("attributes", "values must be strings");
        }
        return entry.getValue().asString();
    }

    private @Nullable Long whole(String name, long min, long max) throws InvalidRecordException {
        var node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < min || node.asLong() > max) {
            throw invalid(name, "must be a whole number from " + min + (max == Long.MAX_VALUE ? "" : " to " + max));
        }
        return node.asLong();
    }

    private @Nullable String string(String name) throws InvalidRecordException {
        var node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isString()) {
            throw invalid(name, "must be a string");
        }
        return node.asString().isEmpty() ? null : node.asString();
    }

    private @Nullable JsonNode node(String name) {
        asked.add(name);
        var node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private String noted(String name, String sent, String kept) {
        if (!sent.equals(kept)) {
            altered.add(name);
        }
        return kept;
    }

    private static <T> T required(String name, @Nullable T value) throws InvalidRecordException {
        if (value == null) {
            throw new InvalidRecordException(Reason.MISSING_FIELD, name, name + " is missing");
        }
        return value;
    }

    private static InvalidRecordException invalid(String name, String rule) {
        return new InvalidRecordException(Reason.INVALID_FIELD, name, name + " " + rule);
    }
}
