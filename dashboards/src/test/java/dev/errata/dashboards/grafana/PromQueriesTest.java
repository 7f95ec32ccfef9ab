package dev.errata.dashboards.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries for Prometheus: their metrics are documented, which another test holds against a scrape, and they parse. */
class PromQueriesTest {
    private static final Pattern OWN = Pattern.compile("\\b(?:errata|disk)_\\w+");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
    private static final Pattern LIBRARY =
            Pattern.compile("(?:errata|disk|jvm|process|hikaricp|kafka_(?:consumer|producer|stream))_\\w+");
    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(?:_[a-z0-9]+)+(?=[{\\[) +]|$)");

    @Test
    void metrics_areDocumented() throws IOException {
        var documented = DOCUMENTED
                .matcher(Files.readString(Path.of("..", "docs", "metrics.md")))
                .results()
                .map(match -> match.group(1))
                .toList();

        for (var expression : expressions()) {
            assertThat(documented).as(expression).containsAll(matches(OWN, expression));
            assertThat(matches(METRIC, expression)).as(expression).isNotEmpty().allMatch(LIBRARY.asMatchPredicate());
        }
    }

    @Test
    void expressions_areGoodPromql(@TempDir Path directory) throws Exception {
        var rules = new StringBuilder("groups:\n- name: panels\n  rules:\n");
        var number = 0;
        for (var expression : expressions()) {
            rules.append("  - record: panel:%d\n    expr: '%s'\n"
                    .formatted(
                            number++,
                            expression
                                    .replaceAll("\\$__(rate_interval|range)", "1m")
                                    .replace("'", "''")));
        }
        var file = Files.writeString(directory.resolve("rules.yml"), rules);

        var promtool = new ProcessBuilder("promtool", "check", "rules", file.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).contains(number + " rules found");
    }

    private static List<String> expressions() {
        return Shipped.all().stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .flatMap(panel -> Shipped.children(panel.path("targets")))
                .filter(target -> target.has("expr"))
                .map(target -> target.path("expr").asString())
                .toList();
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text.replaceAll("\"[^\"]*\"", "").replaceAll("(?:by|without) \\([^)]*\\)", ""))
                .results()
                .map(match -> match.group())
                .toList();
    }
}
