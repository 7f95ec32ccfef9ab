package dev.errata.gateway.otlp;

import dev.errata.contract.Limits;
import dev.errata.contract.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what attributes say about a call into the fields of the contract. */
final class EventFields {
    /** What an SDK puts there where nobody has named the service. */
    private static final String UNNAMED_SERVICE = "unknown_service";

    private static final int MAX_ATTEMPT = 1_000_000;
    private static final int VALUE_BYTES = 1_024;
    private static final int STACKTRACE_BYTES = 4_096;

    /** What is kept beside the fields, the most telling first. */
    private static final List<Name> KEPT = List.of(
            Name.URL,
            Name.SERVER,
            Name.METHOD,
            Name.RESPONSE_ID,
            Name.RESPONSE_MODEL,
            Name.FINISH_REASONS,
            Name.INPUT_TOKENS,
            Name.OUTPUT_TOKENS,
            Name.EXCEPTION_TYPE,
            Name.STACKTRACE);

    private EventFields() {}

    /**
     * The fields that events and totals have in common, so that both count in the same series.
     *
     * @param own the span's or log record's
     * @param call the same, and what it lacks from the logical call around it
     */
    static ObjectNode labels(Attributes resource, Attributes own, Attributes call) {
        var out = JsonNodeFactory.instance.objectNode();
        var service = resource.text(Name.SERVICE);
        put(out, "app", service == null || service.startsWith(UNNAMED_SERVICE) ? null : service);
        put(out, "env", resource.text(Name.ENVIRONMENT));
        put(out, "region", resource.text(Name.REGION));
        put(out, "provider", Providers.of(call));
        put(out, "model", call.text(Name.MODEL));
        put(out, "operation", Operation.of(own));
        return out;
    }

    /** What an event says beyond {@link #labels} and its failure. */
    static void putDetails(ObjectNode out, Attributes resource, Attributes own, Attributes call) {
        put(out, "app_version", resource.text(Name.SERVICE_VERSION));
        var streaming = call.flag(Name.STREAMING);
        if (streaming != null) {
            out.put("streaming", streaming);
        }
        var resends = own.has(Name.RESEND_COUNT) ? own.number(Name.RESEND_COUNT) : own.number(Name.RETRY_COUNT);
        if (resends != null && resends >= 0 && resends < MAX_ATTEMPT) {
            out.put("attempt", resends + 1);
        }
        putAttributes(out, call);
    }

    static void put(ObjectNode out, String name, @Nullable String value) {
        if (value != null) {
            out.put(name, value);
        }
    }

    private static void putAttributes(ObjectNode out, Attributes from) {
        var kept = JsonNodeFactory.instance.objectNode();
        var room = Limits.ATTRIBUTE_BYTES;
        var isAltered = false;
        for (var name : KEPT) {
            var value = value(from, name);
            var key = name.canonical();
            if (value == null || room <= key.length()) {
                continue;
            }
            var limit = Math.min(room - key.length(), name == Name.STACKTRACE ? STACKTRACE_BYTES : VALUE_BYTES);
            var text = Text.cutToBytes(Text.clean(value), limit);
            isAltered |= !text.equals(value);
            room -= key.length() + Text.utf8Length(text);
            kept.put(key, text);
        }
        if (!kept.isEmpty()) {
            out.set("attributes", kept);
        }
        if (isAltered) {
            out.putArray("altered").add("attributes");
        }
    }

    private static @Nullable String value(Attributes from, Name name) {
        var text = from.text(name);
        return text == null || name != Name.URL ? text : Operation.withoutQuery(text);
    }
}
