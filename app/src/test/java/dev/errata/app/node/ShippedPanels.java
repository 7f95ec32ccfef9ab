package dev.errata.app.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the panels of the shipped dashboards ask, as Grafana would send it where the reader has chosen all.
 *
 * @param sql of Postgres
 * @param prom of Prometheus
 */
record ShippedPanels(List<Question> sql, List<Question> prom) {
    private static final Path DASHBOARDS = Path.of("../dashboards/grafana/dashboards");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):sqlstring}");
    private static final Pattern MACRO = Pattern.compile("\\$(__\\w+)\\(([^)]*)\\)");
    private static final String STEP_SECONDS = "10";

    /** One query of a panel. */
    record Question(String dashboard, String panel, String text) {
        String name() {
            return dashboard + ": " + panel;
        }
    }

    /**
     * About that time.
     *
     * @param id what somebody looks for on the dashboard that finds requests
     */
    static ShippedPanels read(Instant from, Instant to, String id) throws IOException {
        var sql = new ArrayList<Question>();
        var prom = new ArrayList<Question>();
        try (var files = Files.walk(DASHBOARDS)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var dashboard = JsonMapper.shared().readTree(Files.readString(file));
                for (var panel : dashboard.path("panels")) {
                    for (var target : panel.path("targets")) {
                        if (target.has("rawSql")) {
                            sql.add(question(dashboard, panel, sql(dashboard, target, from, to, id)));
                        } else {
                            prom.add(question(dashboard, panel, prom(target)));
                        }
                    }
                }
            }
        }
        return new ShippedPanels(sql, prom);
    }

    private static Question question(JsonNode dashboard, JsonNode panel, String text) {
        return new Question(
                dashboard.path("uid").asString(), panel.path("title").asString(), text);
    }

    private static String prom(JsonNode target) {
        return target.path("expr").asString().replace("$__rate_interval", "20s").replace("$__range", "5m");
    }

    private static String sql(JsonNode dashboard, JsonNode target, Instant from, Instant to, String id) {
        var chosen = VARIABLE.matcher(target.path("rawSql").asString())
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1).equals("id") ? "'" + id + "'" : value(dashboard, match)));
        var timed = chosen.replace("$__interval_ms", STEP_SECONDS + "000").replace("$__interval", STEP_SECONDS + "s");
        return MACRO.matcher(timed).replaceAll(match -> Matcher.quoteReplacement(macro(match, from, to)));
    }

    /** All, or what a dashboard opens with. */
    private static String value(JsonNode dashboard, MatchResult match) {
        for (var variable : dashboard.path("templating").path("list")) {
            if (variable.path("name").asString().equals(match.group(1))) {
                return variable.has("allValue")
                        ? variable.path("allValue").asString()
                        : "'" + variable.at("/current/value").asString() + "'";
            }
        }
        throw new AssertionError("there is no variable " + match.group(1));
    }

    private static String macro(MatchResult match, Instant from, Instant to) {
        var arguments = match.group(2).split(",", -1);
        var step = arguments[arguments.length - 1].replaceAll("[ s']", "");
        var group = "floor(extract(epoch from %s)/%s)*%s".formatted(arguments[0], step, step);
        return switch (match.group(1)) {
            case "__timeFilter" -> "%s BETWEEN '%s' AND '%s'".formatted(arguments[0], from, to);
            case "__timeFrom" -> "'" + from + "'";
            case "__timeTo" -> "'" + to + "'";
            case "__timeGroup" -> group;
            case "__timeGroupAlias" -> group + " AS \"time\"";
            default -> throw new AssertionError("Grafana has no macro $" + match.group(1));
        };
    }
}
