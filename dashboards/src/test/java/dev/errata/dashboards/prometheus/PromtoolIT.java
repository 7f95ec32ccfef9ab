package dev.errata.dashboards.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules in the eyes of Prometheus itself. */
class PromtoolIT {
    private static final Pattern QUERY = Pattern.compile("```promql\n(.*?)```", Pattern.DOTALL);

    @Test
    void rules_areValid_withoutAnythingToComplainOf() throws Exception {
        Tool.PROMTOOL.run(
                Tool.with(List.of("check", "rules", "--lint=all", "--lint-fatal"), Shipped.files(Shipped.RULES)));
    }

    @Test
    void configuration_isValid_andFindsTheRules() throws Exception {
        var output = Tool.PROMTOOL.run("check", "config", Shipped.PROMETHEUS.resolve("prometheus.yml"));

        assertThat(output).contains(Shipped.files(Shipped.RULES).count() + " rule files found");
    }

    @Test
    void alerts_fireAndKeepSilent_asTheirTestsSay() throws Exception {
        Tool.PROMTOOL.run(Tool.with(List.of("test", "rules"), Shipped.files(Shipped.RULE_TESTS)));
    }

    /** Each query of a runbook as the rule that it might be. */
    @Test
    void queriesOfRunbooks_areValid(@TempDir Path directory) throws Exception {
        var rules = new StringBuilder("groups: [{name: runbooks, rules: [\n");
        var queries = 0;
        for (var runbook : Shipped.files(Shipped.RUNBOOKS).toList()) {
            var blocks = QUERY.matcher(Shipped.read(runbook));
            while (blocks.find()) {
                for (var query : blocks.group(1).lines().toList()) {
                    rules.append("{record: 'runbook:query:%d', expr: '%s'},\n"
                            .formatted(queries++, query.replace("'", "''")));
                }
            }
        }
        Tool.PROMTOOL.run("check", "rules", Files.writeString(directory.resolve("rules.yml"), rules.append("]}]\n")));
        assertThat(queries).isGreaterThan(30);
    }
}
