package dev.errata.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The rates of a time range, a row for each series, the most errors first. */
final class RatesTable {
    private static final int CURVE = 30;

    private RatesTable() {}

    static TextTable of(JsonNode answer) {
        var by = answer.path("by").valueStream().map(JsonNode::asString).toList();
        var header = new ArrayList<>(by);
        header.addAll(List.of("errors", "calls", "rate", "curve"));
        var rows = answer.path("series")
                .valueStream()
                .sorted(Comparator.comparingLong(RatesTable::errors).reversed())
                .map(series -> row(by, series))
                .toList();
        return new TextTable(header, rows);
    }

    private static List<String> row(List<String> by, JsonNode series) {
        var row = new ArrayList<String>();
        by.forEach(name -> row.add(series.path("key").path(name).asString("")));
        var known = series.path("points")
                .valueStream()
                .filter(RatesTable::hasRequests)
                .toList();
        var requests = known.stream()
                .mapToLong(point -> point.path("requests").asLong())
                .sum();
        row.add(Long.toString(errors(series)));
        row.add(known.isEmpty() ? "unknown" : Long.toString(requests));
        row.add(rate(known, requests));
        row.add(Sparkline.of(errorsByPoint(series), CURVE));
        return row;
    }

    /** Of the windows whose calls are known; without any, the rate is unknown, which is not zero. */
    private static String rate(List<JsonNode> known, long requests) {
        var errors =
                known.stream().mapToLong(point -> point.path("errors").asLong()).sum();
        return requests == 0 ? "unknown" : String.format(Locale.ROOT, "%.2f %%", 100.0 * errors / requests);
    }

    private static boolean hasRequests(JsonNode point) {
        return point.path("requests").isNumber();
    }

    private static long errors(JsonNode series) {
        return Arrays.stream(errorsByPoint(series)).sum();
    }

    private static long[] errorsByPoint(JsonNode series) {
        return series.path("points")
                .valueStream()
                .mapToLong(point -> point.path("errors").asLong(0))
                .toArray();
    }
}
