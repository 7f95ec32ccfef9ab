package dev.errata.core.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.attribute.Situation.Pair;
import dev.errata.core.attribute.Surroundings.FirstSeen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    private static final Instant ONSET = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void changesNear_areThoseAroundTheOnset_theNearestFirst() {
        var version = new FirstSeen("app_version", "1.2", ONSET.minusSeconds(60));
        var model = new FirstSeen("model", "new", ONSET.minusSeconds(1200));
        var old = new FirstSeen("model", "old", ONSET.minusSeconds(7200));
        var later = new FirstSeen("code", "x", ONSET.plusSeconds(600));

        assertThat(Surroundings.changesNear(ONSET, List.of(model, old, later, version)))
                .containsExactly(version, model);
    }

    @Test
    void healthy_modelsThatFailAsUsual_areNamed() {
        var calls = Map.of(
                List.of("ok"),
                new Pair(100, 1000),
                List.of("down"),
                new Pair(100, 1000),
                List.of("rare"),
                new Pair(3, 30));
        var errors = Map.of(List.of("ok", "c"), new Pair(1, 10), List.of("down", "c"), new Pair(60, 10));

        assertThat(Surroundings.healthy(new Situation(List.of("model", "code"), 1, errors, calls), "model"))
                .containsExactly("ok");
    }

    @Test
    void healthy_withoutTotals_isUnknown() {
        var errors = Map.of(List.of("ok", "c"), new Pair(1, 10));

        assertThat(Surroundings.healthy(new Situation(List.of("model", "code"), 1, errors, null), "model"))
                .isEmpty();
    }
}
