package dev.errata.core.incident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Owner;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Explanation.Rates;
import dev.errata.core.attribute.Slice;
import dev.errata.core.attribute.Surroundings.FirstSeen;
import dev.errata.core.incident.Incident.Context;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.Incident.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentCodecTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Scope SCOPE = Scope.of(Map.of("code", "429", "model", "m \"1\""));

    static Stream<Incident> incidents() {
        var full = new Incident(
                Incident.id("p", Kind.SPIKE, SCOPE, NOON),
                3,
                "p",
                Kind.SPIKE,
                SCOPE,
                State.RESOLVED,
                new Times(NOON.minusSeconds(20), NOON, NOON.plusSeconds(600), NOON.plusSeconds(300)),
                Severity.CRITICAL,
                Owner.QUOTA,
                "muted:night",
                new Evidence(120, 1.25, 30, 4_000L, 0.0003, 44.5, 60, 532, 97L),
                new Explanation(
                        Explanation.Kind.RATE,
                        List.of(new Slice(new TreeMap<>(Map.of("model", "m")), 110, 1, 0.92)),
                        new Rates(0.078, 0.001, 0.004)),
                new Context(2, List.of("a", "b"), List.of("n"), List.of(new FirstSeen("app_version", "1.2", NOON))),
                List.of(Scope.TOTAL, Scope.of(Map.of("provider", "x"))));
        var bare = new Incident(
                Incident.id("p", Kind.NEW_CODE, Scope.TOTAL, NOON),
                0,
                "p",
                Kind.NEW_CODE,
                Scope.TOTAL,
                State.OPEN,
                new Times(NOON, NOON, NOON, null),
                Severity.INFO,
                Owner.UNKNOWN,
                null,
                new Evidence(5, 0, 10, null, null, 0, 5, 5),
                new Explanation(Explanation.Kind.NONE, List.of(), null),
                Context.NONE,
                List.of());
        return Stream.of(full, bare);
    }

    @ParameterizedTest
    @MethodSource("incidents")
    void decode_whatEncodeWrote_isTheSameIncident(Incident incident) throws InvalidRecordException {
        assertThat(IncidentCodec.decode(IncidentCodec.encode(incident))).isEqualTo(incident);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "[]", "{}", "{\"id\":\"x\"}"})
    void decode_anythingElse_isRefused(String json) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> IncidentCodec.decode(json.getBytes(UTF_8)));
    }

    @Test
    void decode_withoutAnyRequiredPart_isRefused() throws InvalidRecordException {
        var whole = IncidentCodec.toJson(incidents().toList().getLast());
        for (var name : List.copyOf(whole.propertyNames())) {
            var cut = whole.deepCopy();
            cut.remove(name);
            assertThatExceptionOfType(InvalidRecordException.class)
                    .as("without %s", name)
                    .isThrownBy(() -> IncidentCodec.decode(cut.toString().getBytes(UTF_8)));
        }
    }

    @Test
    void id_ofAnotherProjectKindScopeOrTime_isAnother() {
        assertThat(Stream.of(
                                Incident.id("p", Kind.SPIKE, SCOPE, NOON),
                                Incident.id("q", Kind.SPIKE, SCOPE, NOON),
                                Incident.id("p", Kind.NEW_CODE, SCOPE, NOON),
                                Incident.id("p", Kind.SPIKE, Scope.TOTAL, NOON),
                                Incident.id("p", Kind.SPIKE, SCOPE, NOON.plusSeconds(10)))
                        .distinct())
                .hasSize(5);
        assertThat(Incident.id("p", Kind.SPIKE, SCOPE, NOON)).isEqualTo(Incident.id("p", Kind.SPIKE, SCOPE, NOON));
    }
}
