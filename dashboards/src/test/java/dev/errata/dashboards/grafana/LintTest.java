package dev.errata.dashboards.grafana;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;

/**
 * The rules of {@code grafana/dashboard-linter}, as far as they apply, and some of our own. Exceptions stand in
 * {@code grafana/lint.yaml}, each with its reason; one that nothing needs fails, too.
 */
class LintTest {
    private static final Pattern COUNTER =
            Pattern.compile("\\b\\w+_(?:total|count|sum)\\b(?:\\{[^}]*})?(?!\\[)(?=[^\\w\\[{]|$)");
    private static final Pattern RANGE = Pattern.compile("\\[([^\\]]+)]");
    private static final Pattern PLAIN_VARIABLE =
            Pattern.compile("\\$\\{?(?!__)\\w+(?::(?!sqlstring)\\w+)?}?(?!\\w|:|\\()");

    /** Names what breaks the rule: a panel, a variable, or the dashboard. */
    private static final Map<String, Function<Shipped, Stream<String>>> RULES = rules();

    private record Finding(String rule, String dashboard, String where) {}

    private static Map<String, Function<Shipped, Stream<String>>> rules() {
        var rules = new TreeMap<String, Function<Shipped, Stream<String>>>();
        rules.put(
                "uneditable-dashboard",
                it -> found("dashboard", it.root().path("editable").asBoolean(true)));
        rules.put("template-datasource", LintTest::datasources);
        rules.put(
                "template-on-time-change-reload",
                it -> it.variables().stream()
                        .filter(variable -> Shipped.type(variable).equals("query")
                                && variable.path("refresh").asInt() != 2)
                        .map(LintTest::name));
        rules.put(
                "template-job",
                it -> found(
                        "dashboard", usesPrometheus(it) && variable(it, "job").isEmpty()));
        rules.put(
                "panel-title-description",
                panels((panel, sql) -> title(panel).isBlank()
                        || (!isText(panel)
                                && panel.path("description").asString().length() < 15)));
        rules.put(
                "panel-units",
                panels((panel, sql) -> !isText(panel)
                        && panel.path("fieldConfig")
                                .path("defaults")
                                .path("unit")
                                .asString()
                                .isEmpty()));
        rules.put(
                "panel-no-targets",
                panels((panel, sql) -> !isText(panel) && panel.path("targets").isEmpty()));
        rules.put(
                "panel-datasource",
                panels((panel, sql) -> !isText(panel)
                        && !Shipped.children(panel.path("targets"))
                                .allMatch(target -> target.path("datasource")
                                        .path("uid")
                                        .asString()
                                        .matches("\\$\\{\\w+_datasource}"))));
        rules.put(
                "target-rate-interval",
                queries(
                        "expr",
                        text -> RANGE.matcher(text)
                                .results()
                                .anyMatch(range ->
                                        !Set.of("$__rate_interval", "$__range").contains(range.group(1)))));
        rules.put(
                "target-counter-agg",
                queries("expr", text -> COUNTER.matcher(text).find()));
        rules.put(
                "sql-unquoted-variable",
                queries("rawSql", text -> PLAIN_VARIABLE.matcher(text).find()));
        rules.put(
                "sql-time-filter",
                queries("rawSql", text -> !text.contains("$__timeFilter(") && !text.contains("$__timeFrom(")));
        return rules;
    }

    @Test
    void everyDashboard_keepsTheRules_butForExceptionsWithReasons() throws IOException {
        var findings = new ArrayList<Finding>();
        for (var dashboard : Shipped.all()) {
            RULES.forEach((rule, check) ->
                    check.apply(dashboard).forEach(where -> findings.add(new Finding(rule, dashboard.uid(), where))));
        }

        assertThat(findings.stream()
                        .distinct()
                        .sorted(Comparator.comparing(Finding::toString))
                        .toList())
                .isEqualTo(exceptions().stream()
                        .sorted(Comparator.comparing(Finding::toString))
                        .toList());
    }

    /** A rule that finds nothing could be one that looks at nothing. */
    @Test
    void rulesForQueries_findWhatIsBad() {
        assertThat(COUNTER.matcher("sum(errata_errors_total)").find()).isTrue();
        assertThat(COUNTER.matcher("sum(rate(errata_errors_total{a=\"b\"}[$__rate_interval]))")
                        .find())
                .isFalse();
        assertThat(PLAIN_VARIABLE.matcher("WHERE model IN ($model)").find()).isTrue();
        assertThat(PLAIN_VARIABLE.matcher("WHERE model IN (${model})").find()).isTrue();
        assertThat(PLAIN_VARIABLE
                        .matcher("IN (${model:sqlstring}) AND $__timeFilter(time) / $__interval_ms")
                        .find())
                .isFalse();
    }

    private static Stream<String> found(String what, boolean isBad) {
        return isBad ? Stream.of(what) : Stream.empty();
    }

    private static Stream<String> datasources(Shipped dashboard) {
        return dashboard.variables().stream()
                .filter(variable -> Shipped.type(variable).equals("datasource"))
                .filter(variable ->
                        !name(variable).equals(variable.path("query").asString() + "_datasource"))
                .map(LintTest::name);
    }

    private interface PanelCheck {
        boolean isBad(JsonNode panel, String type);
    }

    private static Function<Shipped, Stream<String>> panels(PanelCheck check) {
        return dashboard -> dashboard.panels().stream()
                .filter(panel -> check.isBad(panel, Shipped.type(panel)))
                .map(LintTest::title);
    }

    private interface TextCheck {
        boolean isBad(String text);
    }

    private static Function<Shipped, Stream<String>> queries(String field, TextCheck check) {
        return dashboard -> dashboard.panels().stream()
                .filter(panel -> texts(panel, field).anyMatch(check::isBad))
                .map(LintTest::title);
    }

    private static Stream<String> texts(JsonNode panel, String field) {
        return Shipped.children(panel.path("targets"))
                .filter(target -> target.has(field))
                .map(target -> target.path(field).asString());
    }

    private static boolean usesPrometheus(Shipped dashboard) {
        return variable(dashboard, "prometheus_datasource").isPresent();
    }

    private static Optional<JsonNode> variable(Shipped dashboard, String name) {
        return dashboard.variables().stream()
                .filter(variable -> name(variable).equals(name))
                .findAny();
    }

    private static boolean isText(JsonNode panel) {
        return Shipped.type(panel).equals("text");
    }

    private static String title(JsonNode panel) {
        return panel.path("title").asString();
    }

    private static String name(JsonNode variable) {
        return variable.path("name").asString();
    }

    @SuppressWarnings("unchecked")
    private static List<Finding> exceptions() throws IOException {
        var text = Files.readString(Path.of("grafana", "lint.yaml"));
        var findings = new ArrayList<Finding>();
        for (var entry :
                (List<Map<String, Object>>) new Load(LoadSettings.builder().build()).loadFromString(text)) {
            assertThat((String) entry.get("reason")).hasSizeGreaterThan(20);
            for (var dashboard : (List<String>) requireNonNull(entry.get("dashboards"))) {
                for (var where : (List<String>) requireNonNull(entry.get("where"))) {
                    findings.add(new Finding((String) requireNonNull(entry.get("rule")), dashboard, where));
                }
            }
        }
        return findings;
    }
}
