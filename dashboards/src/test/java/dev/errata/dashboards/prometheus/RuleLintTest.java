package dev.errata.dashboards.prometheus;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.dashboards.prometheus.Shipped.Alert;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RuleLintTest {
    private static final Pattern RECORD = Pattern.compile("(model|project):errata_\\w+:\\w+");

    /** A rule and an alert that breaks it. */
    private record Breach(String rule, String alert) {}

    @Test
    void alerts_keepTheRules_butForExceptionsThatAreNeededAndExplained() {
        var breaches = new HashSet<Breach>();
        for (var alert : Shipped.alerts()) {
            for (var lint : RuleLint.ALL) {
                if (!lint.holds().test(alert)) {
                    breaches.add(new Breach(lint.name(), alert.name()));
                }
            }
        }
        assertThat(breaches).isEqualTo(exceptions());
    }

    private static Set<Breach> exceptions() {
        return Shipped.list(Shipped.yaml(Shipped.PROMETHEUS.resolve("lint-exceptions.yml")), "exceptions").stream()
                .peek(exception -> assertThat(Shipped.text(exception, "reason")).isNotBlank())
                .map(exception -> new Breach(Shipped.text(exception, "rule"), Shipped.text(exception, "alert")))
                .collect(toSet());
    }

    @Test
    void descriptions_areDifferent() {
        assertThat(Shipped.alerts().stream().map(alert -> alert.annotation("description") + alert.labels()))
                .doesNotHaveDuplicates();
    }

    /** Prometheus 2.42 does not know labels or offsets of groups. */
    @Test
    void groups_haveWhatTheOldestPrometheusKnows() {
        var known = Set.of("name", "interval", "rules");
        assertThat(Shipped.groups()).isNotEmpty().allMatch(group -> known.containsAll(group.keySet()));
        assertThat(Shipped.groups().stream().map(group -> group.get("name"))).doesNotHaveDuplicates();
    }

    @Test
    void recordedNames_sayLevelMetricAndOperation() {
        assertThat(Shipped.rules().stream()
                        .filter(rule -> rule.containsKey("record"))
                        .map(rule -> Shipped.text(rule, "record")))
                .isNotEmpty()
                .allMatch(RECORD.asMatchPredicate());
    }

    @Test
    void alerts_areMany() {
        assertThat(Shipped.alerts().stream().map(Alert::name).collect(toSet())).hasSizeGreaterThan(25);
    }
}
