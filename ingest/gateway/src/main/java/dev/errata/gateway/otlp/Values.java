package dev.errata.gateway.otlp;

import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What stands in an {@link AnyValue}. */
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Values() {}

    /** As text, of an array its first element; null where there is nothing. */
    static @Nullable String first(AnyValue value) {
        if (value.hasArrayValue()) {
            return value.getArrayValue().getValuesCount() == 0
                    ? null
                    : first(value.getArrayValue().getValues(0));
        }
        return text(value);
    }

    /** As text, lists and maps as JSON; null where there is nothing. */
    static @Nullable String text(AnyValue value) {
        var json = json(value);
        var text = json.isString() ? json.asString() : json.toString();
        return json.isNull() || text.isBlank() ? null : text;
    }

    private static JsonNode json(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> JSON.stringNode(value.getStringValue());
            case BOOL_VALUE -> JSON.booleanNode(value.getBoolValue());
            case INT_VALUE -> JSON.numberNode(value.getIntValue());
            case DOUBLE_VALUE -> JSON.numberNode(value.getDoubleValue());
            case ARRAY_VALUE -> {
                var array = JSON.arrayNode();
                value.getArrayValue().getValuesList().forEach(element -> array.add(json(element)));
                yield array;
            }
            case KVLIST_VALUE -> {
                var object = JSON.objectNode();
                value.getKvlistValue()
                        .getValuesList()
                        .forEach(pair -> object.set(pair.getKey(), json(pair.getValue())));
                yield object;
            }
            case BYTES_VALUE ->
                JSON.stringNode(HexFormat.of().formatHex(value.getBytesValue().toByteArray()));
            default -> JSON.nullNode();
        };
    }
}
