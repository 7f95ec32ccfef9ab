package dev.errata.dashboards.prometheus;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.dashboards.prometheus.Shipped.Alert;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** That each alert has tests at all; {@link PromtoolIT} runs them. */
class RuleTestsTest {
    @Test
    void eachAlert_firesInATest_andKeepsSilentInAnother() {
        var alerts = Shipped.alerts().stream().map(Alert::name).collect(toSet());

        assertThat(tested(fires -> fires)).isEqualTo(alerts);
        assertThat(tested(fires -> !fires)).isEqualTo(alerts);
    }

    private static Set<String> tested(Predicate<Boolean> fires) {
        return Shipped.files(Shipped.RULE_TESTS)
                .flatMap(file -> Shipped.list(Shipped.yaml(file), "tests").stream())
                .flatMap(test -> Shipped.list(test, "alert_rule_test").stream())
                .filter(check -> fires.test(!Shipped.list(check, "exp_alerts").isEmpty()))
                .map(check -> Shipped.text(check, "alertname"))
                .collect(toSet());
    }
}
