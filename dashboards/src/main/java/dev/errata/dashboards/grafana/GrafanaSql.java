package dev.errata.dashboards.grafana;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Grafana makes of a query before it sends it to Postgres: first the variables are put in, then the macros, by the
 * regular expression of its own source, which knows no nested parentheses.
 *
 * @param values by variable; several are a multiple choice
 */
record GrafanaSql(Instant from, Instant to, Duration interval, Map<String, List<String>> values) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):sqlstring}");
    private static final Pattern INTERVAL = Pattern.compile("\\$__interval(_ms)?\\b");
    private static final Pattern MACRO = Pattern.compile("\\$([_a-zA-Z0-9]+)\\(([^)]*)\\)");

    String expand(String sql) {
        var chosen = VARIABLE.matcher(sql).replaceAll(match -> escaped(variable(match.group(1))));
        var timed = INTERVAL.matcher(chosen).replaceAll(this::interval);
        return MACRO.matcher(timed).replaceAll(match -> escaped(macro(match.group(1), arguments(match))));
    }

    /** Where all is chosen, Grafana puts in the variable's own text for it, as it is. */
    private String variable(String name) {
        var texts = values.get(name);
        if (texts == null) {
            throw new IllegalArgumentException("no dashboard has a variable " + name);
        }
        return texts.isEmpty()
                ? Filter.ALL
                : texts.stream()
                        .map(text -> "'" + text.replace("'", "''") + "'")
                        .collect(Collectors.joining(","));
    }

    private String interval(MatchResult match) {
        return match.group(1) == null ? interval.toSeconds() + "s" : Long.toString(interval.toMillis());
    }

    private String macro(String name, List<String> arguments) {
        return switch (name) {
            case "__timeFilter" -> "%s BETWEEN '%s' AND '%s'".formatted(arguments.getFirst(), from, to);
            case "__timeFrom" -> "'" + from + "'";
            case "__timeTo" -> "'" + to + "'";
            case "__timeGroup" -> group(arguments);
            case "__timeGroupAlias" -> group(arguments) + " AS \"time\"";
            default -> throw new IllegalArgumentException("Grafana has no macro $" + name);
        };
    }

    private static String group(List<String> arguments) {
        var seconds = arguments.get(1).replaceAll("[s']", "");
        return "floor(extract(epoch from %s)/%s)*%s".formatted(arguments.getFirst(), seconds, seconds);
    }

    private static List<String> arguments(MatchResult match) {
        return Arrays.stream(match.group(2).split(",", -1)).map(String::strip).toList();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("$", "\\$");
    }
}
