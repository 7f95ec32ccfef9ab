package dev.errata.app.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Which calls, for the commands about retries and tasks; beside {@link RatesFilters}. */
final class CallOptions {
    @Option(
            names = "--by",
            paramLabel = "NAMES",
            defaultValue = "app",
            description = "Of env, region, app, provider, model, comma-separated. Default: ${DEFAULT-VALUE}")
    private String by = "app";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "-1h",
            description = "now, -2h or RFC 3339. Default: ${DEFAULT-VALUE}")
    private String from = "-1h";

    @Option(names = "--to", paramLabel = "TIME", defaultValue = "now", description = "Default: ${DEFAULT-VALUE}")
    private String to = "now";

    /**
     * What was given, as query parameters.
     *
     * @throws IllegalArgumentException if a time is none
     */
    Map<String, String> parameters(Instant now) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("by", by);
        parameters.put("from", TimeText.parse(from, now).toString());
        parameters.put("to", TimeText.parse(to, now).toString());
        return parameters;
    }

    /** The header of a table with a row for each series. */
    static List<String> header(JsonNode answer, List<String> columns) {
        var header = new ArrayList<>(
                answer.path("by").valueStream().map(JsonNode::asString).toList());
        header.addAll(columns);
        return header;
    }

    /** The values of its key, where such a row begins. */
    static List<String> key(JsonNode answer, JsonNode series) {
        var row = new ArrayList<String>();
        answer.path("by")
                .forEach(name -> row.add(
                        EventText.line(series.path("key").path(name.asString()).asString(""))));
        return row;
    }

    static String number(JsonNode number) {
        return number.isNumber() ? number.toString() : "unknown";
    }

    static String percent(JsonNode ratio) {
        return ratio.isNumber() ? String.format(Locale.ROOT, "%.2f %%", 100 * ratio.asDouble()) : "unknown";
    }
}
