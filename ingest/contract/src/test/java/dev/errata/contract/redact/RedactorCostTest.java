package dev.errata.contract.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps are counted, not seconds: the same on every machine. */
class RedactorCostTest {
    private static final int LENGTH = 25_000;
    private static final int STEPS_PER_CHAR = 150;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "aaaa@aaaa@",
                "a@",
                "a.a@a.a.1",
                "%40",
                "a%40",
                "eyJ",
                "eyJ-",
                "eyJaaaaaaaaaa.",
                "eyJ%20",
                "eyJhbGciOiJIUzI1NiJ9",
                "-",
                "----BEGIN",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY-",
                "-----END ",
                "sk-",
                "sk-a-",
                "sk-.",
                "AKIA",
                "ghp_ghp",
                "4",
                "4111 ",
                "411-",
                "Bearer ",
                "Bearera",
                "basic basi",
                "://",
                ":",
                "=",
                "password",
                "password=",
                "token=",
                "token=a",
                "token=\"",
                "token='[redacted:",
                "password: a",
                "password\\\\\\\"",
                "key provided:",
                "cookie=",
                "a]'",
                "\\",
                "\\n",
                "\"",
                " ",
                "é",
                "[redacted:",
                "token=[",
                "key: ["
            })
    void redact_adversary_takesStepsInProportion(String unit) {
        var small = steps(unit, LENGTH);
        var large = steps(unit, 4 * LENGTH);

        assertThat(small).isLessThan((long) STEPS_PER_CHAR * LENGTH);
        assertThat(large).isLessThan(4 * small + small / 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aaaa@aaaa@", "eyJ", "----BEGIN"})
    void redact_adversary_isNotMaskedAsAWhole(String unit) {
        assertThat(Redactor.STANDARD.redact(unit.repeat(10_000))).isNotEqualTo(Redactor.OVERRUN);
    }

    private static long steps(String unit, int length) {
        var scan = new Scan(unit.repeat(length / unit.length() + 1));
        Redactor.STANDARD.pass(scan);
        return scan.steps();
    }
}
