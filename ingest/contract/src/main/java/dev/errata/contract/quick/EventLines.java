package dev.errata.contract.quick;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.Json;
import dev.errata.contract.redact.Redactor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Takes events as JSON that are fit to be published as they are, but for their project. One thread at a time. */
public final class EventLines {
    private static final int LONGEST = 64 * 1024;
    private static final int FIELDS = EventField.ALL.size();

    private final FieldValues values;
    private final byte[] project;
    private final byte[] keyStart;
    private final Buffer out = new Buffer();

    /** Whose events these are, whatever they say; and they must be clean by these rules. */
    public EventLines(String project, Redactor redactor) {
        this.values = new FieldValues(redactor);
        var quoted = Json.write(JsonNodeFactory.instance.stringNode(project));
        this.project = Arrays.copyOfRange(quoted, 1, quoted.length);
        this.keyStart = (project + '/').getBytes(UTF_8);
    }

    /** The event that is there, in Kafka's form; null where it must be looked at more closely, be it good or not. */
    public @Nullable EncodedEvent read(byte[] body, int start, int end) {
        if (end - start > LONGEST || !values.read(body, start, end)) {
            return null;
        }
        out.clear();
        for (int i = 0; i < FIELDS; i++) {
            var field = EventField.ALL.get(i);
            if (field == EventField.PROJECT) {
                out.put(field.start());
                out.put(project);
            } else if (values.has(i)) {
                out.put(field.start());
                out.put(body, values.start(i), values.end(i));
            }
        }
        out.put((byte) '}');
        return new EncodedEvent(key(body), out.copy(0));
    }

    private byte[] key(byte[] body) {
        var idStart = values.start(FieldValues.EVENT_ID);
        var idLength = values.end(FieldValues.EVENT_ID) - 1 - idStart;
        var key = Arrays.copyOf(keyStart, keyStart.length + idLength);
        System.arraycopy(body, idStart, key, keyStart.length, idLength);
        return key;
    }
}
