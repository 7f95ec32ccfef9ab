package dev.errata.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.incident.Phase.Open;
import dev.errata.core.incident.Phase.Pending;
import dev.errata.core.incident.Phase.Quiet;
import dev.errata.core.incident.Phase.Recovering;
import dev.errata.core.incident.Phase.Sign;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhaseTest {
    private static final List<Sign> SIGNS = List.of(Sign.values());
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void suspicion_thatNothingStrengthens_isDroppedAfterAMinute() {
        var pending = new Phase.Quiet().next(Sign.SUSPECTED, NOON);

        assertThat(pending).isEqualTo(new Pending(NOON));
        assertThat(pending.next(Sign.NORMAL, NOON.plusSeconds(60))).isEqualTo(pending);
        assertThat(pending.next(Sign.NORMAL, NOON.plusSeconds(61))).isEqualTo(new Quiet());
        assertThat(pending.next(Sign.ABNORMAL, NOON.plusSeconds(10))).isEqualTo(new Open(NOON.plusSeconds(10)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void signs_inAnyOrder_keepTheRules(long seed) {
        var random = new Random(seed);
        Phase phase = new Quiet();
        for (int i = 0; i < 10_000; i++) {
            var sign = SIGNS.get(random.nextInt(SIGNS.size()));
            var at = NOON.plusSeconds(10L * i);
            var next = phase.next(sign, at);
            assertThat(next).as("seed %d", seed).isEqualTo(phase.next(sign, at));
            check(phase, sign, next, at);
            phase = next;
        }
    }

    private static void check(Phase before, Sign sign, Phase next, Instant at) {
        switch (next) {
            case Open(var since) ->
                assertThat(since)
                        .isEqualTo(before instanceof Open || before instanceof Recovering ? begin(before) : at);
            case Recovering(var since) -> assertThat(since).isEqualTo(begin(before));
            case Pending _ -> assertThat(before).isInstanceOfAny(Quiet.class, Pending.class);
            case Quiet _ -> assertThat(sign).isNotIn(Sign.ABNORMAL, Sign.SUSPECTED);
        }
        if (sign == Sign.ABNORMAL) {
            assertThat(next).isInstanceOf(Open.class);
        }
    }

    private static Instant begin(Phase phase) {
        return switch (phase) {
            case Open(var since) -> since;
            case Recovering(var since) -> since;
            case Quiet _, Pending _ -> throw new AssertionError("has not opened: " + phase);
        };
    }
}
