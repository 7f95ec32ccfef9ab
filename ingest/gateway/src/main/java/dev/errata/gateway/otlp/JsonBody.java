package dev.errata.gateway.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.contract.Text;
import dev.errata.http.ApiException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads OTLP's JSON, which is not quite protobuf's: ids are hexadecimal, enums are numbers and never names, fields are in
 * camelCase only. Unknown fields are ignored. 64-bit integers may be numbers or strings.
 */
final class JsonBody {
    /** Ids in hexadecimal, and how many digits they have. */
    private static final Map<String, Integer> HEX_DIGITS = Map.of("trace_id", 32, "span_id", 16, "parent_span_id", 16);

    private static final Set<FieldDescriptor.Type> UNSIGNED = EnumSet.of(
            FieldDescriptor.Type.UINT64,
            FieldDescriptor.Type.FIXED64,
            FieldDescriptor.Type.UINT32,
            FieldDescriptor.Type.FIXED32);

    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,20}");
    private static final Pattern REAL =
            Pattern.compile("NaN|-?Infinity|-?\\d{1,40}(?:\\.\\d{1,40})?(?:[eE][+-]?\\d{1,4})?");

    private JsonBody() {}

    /**
     * The message in the body.
     *
     * @throws ApiException 400 where there is none
     */
    @SuppressWarnings("unchecked") // a message's builder makes messages of its own kind
    static <M extends Message> M read(byte[] body, M prototype) {
        var message = prototype.newBuilderForType();
        if (body.length > 0) {
            merge(document(body), message);
        }
        return (M) message.build();
    }

    private static JsonNode document(byte[] body) {
        try {
            return Json.parse(body);
        } catch (InvalidRecordException e) {
            throw Wire.malformed(String.valueOf(e.getMessage()));
        }
    }

    private static void merge(JsonNode json, Message.Builder into) {
        if (!json.isObject()) {
            throw Wire.malformed("not valid: an object is missing");
        }
        for (var property : json.properties()) {
            var value = property.getValue();
            var field = into.getDescriptorForType().getFields().stream()
                    .filter(known -> known.getJsonName().equals(property.getKey()))
                    .findFirst();
            if (field.isPresent() && !value.isNull()) {
                put(field.get(), value, into);
            }
        }
    }

    private static void put(FieldDescriptor field, JsonNode json, Message.Builder into) {
        if (!field.isRepeated()) {
            into.setField(field, value(field, json, into));
        } else if (json.isArray()) {
            json.values().forEach(element -> into.addRepeatedField(field, value(field, element, into)));
        } else {
            throw invalid(field, "an array");
        }
    }

    private static Object value(FieldDescriptor field, JsonNode json, Message.Builder parent) {
        return switch (field.getJavaType()) {
            case MESSAGE -> {
                var message = parent.newBuilderForField(field);
                merge(json, message);
                yield message.build();
            }
            case STRING -> string(field, json);
            case BYTE_STRING -> bytes(field, string(field, json));
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(number(field, json));
            case BOOLEAN -> bool(field, json);
            case LONG -> integer(field, json, Long.SIZE).longValue();
            case INT -> integer(field, json, Integer.SIZE).intValue();
            case DOUBLE -> real(field, json);
            case FLOAT -> (float) real(field, json);
        };
    }

    /** Half a surrogate pair is no text that protobuf could hold. */
    private static String string(FieldDescriptor field, JsonNode json) {
        if (!json.isString()) {
            throw invalid(field, "a string");
        }
        return Text.clean(json.asString());
    }

    private static ByteString bytes(FieldDescriptor field, String text) {
        var digits = HEX_DIGITS.get(field.getName());
        try {
            if (digits == null) {
                return ByteString.copyFrom(Base64.getDecoder().decode(text));
            }
            if (text.isEmpty() || text.length() == digits) {
                return ByteString.copyFrom(HexFormat.of().parseHex(text));
            }
        } catch (IllegalArgumentException e) {
            // said below, together with the wrong length
        }
        throw invalid(field, digits == null ? "base64" : digits + " hexadecimal digits");
    }

    private static int number(FieldDescriptor field, JsonNode json) {
        if (!json.isInt()) {
            throw invalid(field, "a number; names of enums are not taken");
        }
        return json.intValue();
    }

    private static boolean bool(FieldDescriptor field, JsonNode json) {
        if (!json.isBoolean()) {
            throw invalid(field, "true or false");
        }
        return json.asBoolean();
    }

    private static BigInteger integer(FieldDescriptor field, JsonNode json, int bits) {
        var text = json.isIntegralNumber() ? json.toString() : json.asString("");
        if (INTEGER.matcher(text).matches()) {
            var value = new BigInteger(text);
            var fits = isUnsigned(field) ? value.signum() >= 0 && value.bitLength() <= bits : value.bitLength() < bits;
            if (fits) {
                return value;
            }
        }
        throw invalid(field, "a whole number of " + bits + " bits");
    }

    private static boolean isUnsigned(FieldDescriptor field) {
        return UNSIGNED.contains(field.getType());
    }

    private static double real(FieldDescriptor field, JsonNode json) {
        if (json.isNumber()) {
            return json.doubleValue();
        }
        var text = json.asString("");
        if (REAL.matcher(text).matches()) {
            return Double.parseDouble(text);
        }
        throw invalid(field, "a number");
    }

    private static ApiException invalid(FieldDescriptor field, String what) {
        return Wire.malformed("not valid: " + field.getJsonName() + " must be " + what);
    }
}
