package dev.errata.app.node;

import dev.errata.app.client.ErrataClient;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Errors by code, type and model over a stretch of time, as the API tells them. */
final class RateTotals {
    private RateTotals() {}

    static Map<String, Long> between(ErrataClient client, Instant from, Instant to) throws Exception {
        var answer = client.rates(Map.of("by", "code,type,model", "from", from.toString(), "to", to.toString()));
        var totals = new TreeMap<String, Long>();
        for (var series : answer.path("series")) {
            var errors = 0L;
            for (var point : series.path("points")) {
                errors += point.path("errors").asLong();
            }
            if (errors > 0) {
                totals.put(name(series.path("key")), errors);
            }
        }
        return totals;
    }

    /** The same name for a recorded line and for a series. */
    static String name(JsonNode of) {
        return text(of, "code") + " | " + text(of, "type") + " | " + text(of, "model");
    }

    private static String text(JsonNode of, String field) {
        return of.path(field).asString("");
    }
}
