package dev.errata.app.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errata.contract.Owner;
import dev.errata.core.policy.Rules;
import dev.errata.core.policy.Silence;
import dev.errata.notify.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
    private static final Set<String> RECEIVERS = Set.of("alertmanager", "webhook");

    @Test
    void read_ofAWholeFile_readsIt() throws Exception {
        var file = PolicyReader.read("""
                rules:
                  min_errors: 10
                  false_pages_per_week: 0.5
                projects:
                  shop: {min_ratio: 3.5, shadow: true, min_coverage: 0.5, max_without: 1, slo: 99.5}
                mutes:
                  - name: old model
                    where: {model: gpt-3, status: 404}
                    until: 2026-12-31T00:00:00+01:00
                maintenance:
                  - {name: move, project: shop, from: 2026-11-30T22:00:00Z, until: 2026-12-01T02:00:00Z}
                routes:
                  - {owner: quota, project: shop, receivers: [webhook]}
                  - receivers: []
                """, RECEIVERS);

        assertThat(file.policy().rules()).isEqualTo(new Rules(10, 2, 0.5, 5, false));
        assertThat(file.policy().projects()).isEqualTo(Map.of("shop", new Rules(10, 3.5, 0.5, 5, true, 0.5, 1, 99.5)));
        assertThat(file.policy().silences())
                .containsExactly(
                        new Silence(
                                Silence.Kind.MUTED,
                                "old model",
                                null,
                                new TreeMap<>(Map.of("model", "gpt-3", "status", "404")),
                                null,
                                Instant.parse("2026-12-30T23:00:00Z")),
                        new Silence(
                                Silence.Kind.MAINTENANCE,
                                "move",
                                "shop",
                                new TreeMap<>(),
                                Instant.parse("2026-11-30T22:00:00Z"),
                                Instant.parse("2026-12-01T02:00:00Z")));
        assertThat(file.routes())
                .containsExactly(new Route("shop", Owner.QUOTA, Set.of("webhook")), new Route(null, null, Set.of()));
    }

    @Test
    void read_ofTheDocumentedFile_readsIt() throws Exception {
        var page = Files.readString(Path.of("../docs/operations.md"));
        var yaml = page.substring(page.indexOf("```yaml") + "```yaml".length());
        var file = PolicyReader.read(yaml.substring(0, yaml.indexOf("```")), Set.of("alertmanager", "billing"));

        assertThat(file.policy().rules()).isEqualTo(Rules.DEFAULT);
        assertThat(file.policy().silences()).hasSize(2);
        assertThat(file.routes()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "rules:\nmutes:\n", "mutes: []"})
    void read_ofNothing_isTheDefault(String yaml) throws Exception {
        assertThat(PolicyReader.read(yaml, RECEIVERS)).isEqualTo(PolicyFile.DEFAULT);
    }

    @Test
    void read_ofAFileFullOfMistakes_tellsAllOfThem_withTheirLines() {
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> PolicyReader.read("""
                        rule: {}
                        rules:
                          min_error: 10
                          min_ratio: 1
                          shadow: yes
                          slo: 100
                        mutes:
                          - name: all
                          - name: typo
                            where: {modle: x}
                            from: tomorrow
                        maintenance:
                          - {from: 2026-12-01T00:00:00Z, until: 2026-11-01T00:00:00Z}
                        routes:
                          - {owner: nobody, receivers: [pager]}
                          - {owner: quota}
                        projects: [shop]
                        """, RECEIVERS))
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "line 1: rule is not known; did you mean rules?",
                                "line 3: rules.min_error is not known; did you mean min_errors?",
                                "line 4: rules.min_ratio must be a number above 1",
                                "line 5: rules.shadow must be true or false",
                                "line 6: rules.slo must be per cent between 0 and 100",
                                "line 8: mutes[] needs where: what is muted",
                                "line 10: mutes[].where.modle is not known; did you mean model?",
                                "line 11: mutes[].from must be a time such as 2026-01-31T12:00:00Z",
                                "line 13: maintenance[] ends before it begins",
                                "line 13: maintenance[] needs name",
                                "line 15: routes[] names the receiver pager, which is not set up; did you mean webhook?",
                                "line 15: routes[].owner must be one of caller, quota, provider, network, unknown",
                                "line 16: routes[] needs receivers; [] for nobody",
                                "line 17: projects must be a list of key: value"));
    }

    @Test
    void read_ofNoYaml_tellsTheLine() {
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> PolicyReader.read("rules:\n\tshadow: true\n", null))
                .satisfies(
                        e -> assertThat(e.problems()).singleElement().asString().startsWith("line 2: no YAML: "));
    }

    @Test
    void read_ofAMissingFile_saysSo() {
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> PolicyReader.read(Path.of("no-such.yml"), null))
                .withMessageContaining("no-such.yml");
    }
}
