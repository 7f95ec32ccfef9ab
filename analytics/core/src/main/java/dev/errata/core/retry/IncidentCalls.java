package dev.errata.core.retry;

import dev.errata.core.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of the calls that an incident is about, in its time: how often they were tried, and how many of them that helped.
 * Immutable.
 *
 * @param where which calls: what is known of a call whether it fails or not, of the incident's scope and of the part that explains
 *     most of it; no entry: all calls
 * @param from the beginning of its first window
 * @param to the end of its last window, or of the last that was looked at
 * @param totals the sums; what nobody told is unknown
 */
public record IncidentCalls(Map<Dimension, String> where, Instant from, Instant to, CallTotals totals) {
    /** Of longer incidents their first hours are looked at: calls are counted by windows, which takes the longer the more there are. */
    public static final Duration LONGEST = Duration.ofHours(6);

    public IncidentCalls {
        where = Map.copyOf(where);
    }

    /** Whether the incident lasted for longer than it was looked at. */
    public boolean isCut() {
        return Duration.between(from, to).compareTo(LONGEST) >= 0;
    }

    /** The same, with each value written in another way. */
    public IncidentCalls with(UnaryOperator<String> writing) {
        var written = new EnumMap<Dimension, String>(Dimension.class);
        where.forEach((dimension, value) -> written.put(dimension, writing.apply(value)));
        return new IncidentCalls(written, from, to, totals);
    }

    /** Which calls, by the names of the dimensions, in their order. */
    public Map<String, String> names() {
        var names = new LinkedHashMap<String, String>();
        where.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> names.put(entry.getKey().column(), entry.getValue()));
        return names;
    }

    /** {@code {where, from, to}} and the totals. */
    public ObjectNode toJson() {
        var json = JsonNodeFactory.instance.objectNode();
        names().forEach(json.putObject("where")::put);
        json.put("from", from.toString()).put("to", to.toString());
        return json.setAll(totals.toJson());
    }
}
