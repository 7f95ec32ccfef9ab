package dev.errata.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes OTLP's JSON, as its exporters do. */
final class OtlpJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private OtlpJson() {}

    static String of(Message message) {
        return object(message).toString();
    }

    private static JsonNode object(Message message) {
        var object = JSON.objectNode();
        message.getAllFields().forEach((field, value) -> object.set(field.getJsonName(), node(field, value)));
        return object;
    }

    private static JsonNode node(FieldDescriptor field, Object value) {
        if (value instanceof List<?> list) {
            var array = JSON.arrayNode();
            list.forEach(element -> array.add(node(field, element)));
            return array;
        }
        return switch (value) {
            case Message message -> object(message);
            case ByteString bytes -> JSON.stringNode(HexFormat.of().formatHex(bytes.toByteArray()));
            case EnumValueDescriptor constant -> JSON.numberNode(constant.getNumber());
            case Long number -> JSON.stringNode(Long.toUnsignedString(number));
            case Integer number -> JSON.numberNode(number);
            case Boolean flag -> JSON.booleanNode(flag);
            default -> JSON.stringNode(value.toString());
        };
    }
}
