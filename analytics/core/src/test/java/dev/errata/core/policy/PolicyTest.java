package dev.errata.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.errata.core.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Scope BUSY = Scope.of(Map.of("code", "busy", "model", "m"));

    @Test
    void quiet_byDefault_isNever() {
        assertThat(Policy.DEFAULT.quiet("p", BUSY, List.of(), NOON)).isEmpty();
    }

    @Test
    void quiet_inShadow_isAlways() {
        var shadow = new Rules(5, 2, 1, 5, true);
        var policy = new Policy(Rules.DEFAULT, Map.of("p", shadow), List.of());

        assertThat(policy.quiet("p", BUSY, List.of(), NOON)).hasValue("shadow");
        assertThat(policy.quiet("q", BUSY, List.of(), NOON)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "p, busy, 0, maintenance:deploy",
        "p, busy, -1,",
        "p, busy, 60,",
        "q, busy, 0,",
        "p, other, 0,",
    })
    void quiet_inAWindowForACode_isThenAndThere(String project, String code, long seconds, String expected) {
        var silence = new Silence(
                Silence.Kind.MAINTENANCE,
                "deploy",
                "p",
                new TreeMap<>(Map.of("code", "busy")),
                NOON,
                NOON.plusSeconds(60));
        var policy = new Policy(Rules.DEFAULT, Map.of(), List.of(silence));

        assertThat(policy.quiet(project, Scope.of(Map.of("code", code)), List.of(), NOON.plusSeconds(seconds)))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void quiet_whereAllSlicesAreMuted_isMuted() {
        var silence = new Silence(Silence.Kind.MUTED, "busy", null, new TreeMap<>(Map.of("code", "busy")), null, null);
        var policy = new Policy(Rules.DEFAULT, Map.of(), List.of(silence));

        assertThat(policy.quiet("p", Scope.TOTAL, List.of(BUSY), NOON)).hasValue("muted:busy");
        assertThat(policy.quiet("p", Scope.TOTAL, List.of(BUSY, Scope.of(Map.of("code", "new"))), NOON))
                .isEmpty();
    }

    @Test
    void silence_thatEndsBeforeItBegins_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Silence(Silence.Kind.MUTED, "n", null, new TreeMap<>(), NOON, NOON));
    }
}
