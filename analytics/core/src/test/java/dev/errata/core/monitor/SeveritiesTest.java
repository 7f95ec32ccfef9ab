package dev.errata.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Owner;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.Severity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeveritiesTest {
    @ParameterizedTest
    @CsvSource({
        "PROVIDER, 0.50, 1, CRITICAL",
        "PROVIDER, 0.49, 9, WARNING",
        "PROVIDER, 0.05, 1, WARNING",
        "PROVIDER, 0.04, 9, INFO",
        "CALLER, 0.50, 1, CRITICAL",
        "CALLER, 0.49, 1, INFO",
        "CALLER, 0.49, 2, WARNING"
    })
    void spike_whoseCallsAreKnown_isAsBadAsThePartThatFails(Owner owner, double rate, int apps, Severity expected) {
        assertThat(Severities.of(Kind.SPIKE, owner, rate, 1_000, apps)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PROVIDER, 10, 2, CRITICAL",
        "PROVIDER, 9.9, 2, WARNING",
        "PROVIDER, 10, 1, WARNING",
        "CALLER, 10, 2, CRITICAL",
        "CALLER, 10, 1, INFO"
    })
    void spike_whoseCallsAreNotKnown_isBadWhenSeveralSeeManyTimesTheUsual(
            Owner owner, double ratio, int apps, Severity expected) {
        assertThat(Severities.of(Kind.SPIKE, owner, null, ratio, apps)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"PROVIDER, 1, INFO", "PROVIDER, 2, WARNING", "CALLER, 2, INFO"})
    void newCode_isWorthAWarningWhenSeveralSeeItAndDidNotCauseIt(Owner owner, int apps, Severity expected) {
        assertThat(Severities.of(Kind.NEW_CODE, owner, 1.0, 1_000, apps)).isEqualTo(expected);
    }
}
