package dev.errata.app.cli;

import dev.errata.app.config.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The rates of a time range, a row for each series, the most errors first. Its last column is a curve of the errors. */
final class RatesTable {
    /** Characters of a curve, where nobody asked for a step. */
    private static final int CURVE = 30;

    private static final String GAP = "  ";

    private final JsonNode answer;
    private final List<String> by;
    private final Instant from;
    private final Duration step;
    private final int steps;

    private RatesTable(JsonNode answer) {
        this.answer = answer;
        by = answer.path("by").valueStream().map(JsonNode::asString).toList();
        from = time(answer, "from");
        step = Duration.ofSeconds(answer.path("step_s").longValue());
        steps = Math.toIntExact(Duration.between(from, time(answer, "to")).dividedBy(step));
    }

    private static Instant time(JsonNode json, String field) {
        return Instant.parse(json.path(field).stringValue(""));
    }

    /** With a short curve, on a terminal. */
    static TextTable of(JsonNode answer) {
        return new RatesTable(answer).table(CURVE);
    }

    /**
     * With a curve that has a character for each step, as far as there is room for so many.
     *
     * @param width of the terminal; 0 where it is none, and there is any room
     */
    static TextTable bySteps(JsonNode answer, int width) {
        var rates = new RatesTable(answer);
        if (width == 0) {
            var table = rates.table(rates.steps);
            return TextTable.plain(table.header(), table.rows());
        }
        var rest =
                rates.table(1).render(0).lines().mapToInt(String::length).max().orElse(0);
        return rates.table(Math.max(CURVE, width - rest - GAP.length()));
    }

    private TextTable table(int room) {
        var header = new ArrayList<>(by);
        var each = step.multipliedBy(Sparkline.valuesEach(steps, room));
        header.addAll(List.of("errors", "calls", "rate", "errors per " + DurationText.of(each)));
        var rows = answer.path("series")
                .valueStream()
                .sorted(Comparator.comparingLong(RatesTable::errors).reversed())
                .map(series -> row(series, room))
                .toList();
        return new TextTable(header, rows);
    }

    private List<String> row(JsonNode series, int room) {
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
        row.add(Sparkline.of(errorsByStep(series), room));
        return row;
    }

    /** Of the windows whose calls are known; without any, or where the answer tells no rate, it is unknown, which is not zero. */
    private static String rate(List<JsonNode> known, long requests) {
        if (known.stream().noneMatch(point -> point.path("rate").isNumber())) {
            return "unknown";
        }
        var errors =
                known.stream().mapToLong(point -> point.path("errors").asLong()).sum();
        return String.format(Locale.ROOT, "%.2f %%", 100.0 * errors / requests);
    }

    private static boolean hasRequests(JsonNode point) {
        return point.path("requests").isNumber();
    }

    private static long errors(JsonNode series) {
        return series.path("points")
                .valueStream()
                .mapToLong(point -> point.path("errors").asLong(0))
                .sum();
    }

    /** The answer has only those of which anything is known. */
    private long[] errorsByStep(JsonNode series) {
        var errors = new long[steps];
        series.path("points").forEach(point -> {
            var place = Duration.between(from, time(point, "t")).dividedBy(step);
            errors[Math.toIntExact(place)] += point.path("errors").asLong(0);
        });
        return errors;
    }
}
