package dev.errata.contract.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.errata.contract.redact.RedactionConfig.OwnPattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactorTest {
    private final Redactor redactor = Redactor.STANDARD;

    @ParameterizedTest
    @MethodSource("positives")
    void redact_secret_leavesTheRest(String line) {
        var columns = line.replace("¦", "").split("\t", -1);

        assertThat(redactor.redact(columns[0])).isEqualTo(columns[1]);
    }

    @ParameterizedTest
    @MethodSource("negatives")
    void redact_whatPeopleNeed_isKept(String text) {
        assertThat(redactor.redact(text)).isSameAs(text);
    }

    @Test
    void redact_ips_onlyOnRequest() {
        var withIps = new Redactor(new RedactionConfig(true, Set.of(), List.of()));

        assertThat(withIps.redact("from 10.1.2.3:443, 2001:db8::1 and ::1, at 12:34:56, version 1.2.3"))
                .isEqualTo("from [redacted:ip]:443, [redacted:ip] and [redacted:ip], at 12:34:56, version 1.2.3");
    }

    @Test
    void redact_allowed_isKept() {
        var lenient = new Redactor(new RedactionConfig(false, Set.of("support@example.com"), List.of()));

        assertThat(lenient.redact("support@example.com, eve@example.com"))
                .isEqualTo("support@example.com, [redacted:email]");
    }

    @Test
    void redact_ownPattern_isMaskedUnderItsName() {
        var acme = new OwnPattern("acme", "acme_", CharClass.HEX, 6);
        var own = new Redactor(new RedactionConfig(false, Set.of(), List.of(acme)));

        assertThat(own.redact("acme_0123ab, acme_x")).isEqualTo("[redacted:acme], acme_x");
    }

    @Test
    void ownPattern_outOfBounds_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OwnPattern("acme", "a", CharClass.HEX, 6));
        assertThatIllegalArgumentException().isThrownBy(() -> new OwnPattern("acme", "ab", CharClass.HEX, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new OwnPattern("a]", "ab", CharClass.HEX, 1));
    }

    static Stream<String> positives() throws IOException {
        return lines("positives.tsv").filter(line -> !line.startsWith("#"));
    }

    static Stream<String> negatives() throws IOException {
        return lines("negatives.txt");
    }

    private static Stream<String> lines(String resource) throws IOException {
        try (var in = Objects.requireNonNull(RedactorTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }
}
