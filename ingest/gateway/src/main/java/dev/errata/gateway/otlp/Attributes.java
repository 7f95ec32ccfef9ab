package dev.errata.gateway.otlp;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of a resource, span, event or log record, by name. Immutable. */
final class Attributes {
    static final Attributes NONE = new Attributes(Map.of());

    private static final String RESPONSE_HEADER = "http.response.header.";

    private final Map<String, AnyValue> values;

    private Attributes(Map<String, AnyValue> values) {
        this.values = values;
    }

    static Attributes of(List<KeyValue> pairs) {
        var values = new HashMap<String, AnyValue>();
        pairs.forEach(pair -> values.put(pair.getKey(), pair.getValue()));
        return new Attributes(values);
    }

    /** These, and of the others what is missing here. */
    Attributes orElse(Attributes others) {
        var all = new HashMap<>(others.values);
        all.putAll(values);
        return new Attributes(all);
    }

    boolean has(Name name) {
        return text(name) != null;
    }

    boolean hasAny(String prefix) {
        return values.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    /** The first that is there under any of its names; of several values the first one. */
    @Nullable
    String text(Name name) {
        for (var key : name.names()) {
            var value = values.get(key);
            var text = value == null ? null : Values.first(value);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    @Nullable
    Boolean flag(Name name) {
        var text = text(name);
        return text == null ? null : Boolean.valueOf(text);
    }

    /** Null also where it is no number, or too large. */
    @Nullable
    Integer number(Name name) {
        try {
            var text = text(name);
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The answer's headers that the instrumentation was told to keep. Older ones write them with underscores. */
    Map<String, String> responseHeaders() {
        var headers = new LinkedHashMap<String, String>();
        values.forEach((key, value) -> {
            var text = Values.first(value);
            if (key.startsWith(RESPONSE_HEADER) && text != null) {
                headers.put(key.substring(RESPONSE_HEADER.length()).replace('_', '-'), text);
            }
        });
        return headers;
    }
}
