package dev.errata.core.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Owner;
import dev.errata.contract.Target;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Slice;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Incident.Context;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.Incident.Times;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.Severity;
import dev.errata.core.incident.State;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelatedIncidentTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    /** The failure is a 429 of model m at provider p, called by app a in version 1. */
    @ParameterizedTest(name = "scope {0}, driven by {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                        | ''                 | true
            model=m                   | ''                 | true
            model=n                   | ''                 | false
            code=rate_limit_error;app=a | ''               | true
            status_class=4xx          | ''                 | true
            status_class=5xx          | ''                 | false
            owner=quota               | ''                 | true
            owner=provider            | ''                 | false
            app_version=1             | ''                 | true
            topic=t;partition=0       | ''                 | false
            ''                        | model=m            | true
            ''                        | model=n            | false
            ''                        | model=n,status=429 | true
            env=                      | ''                 | true
            """)
    void failure_isPartOfAnIncident_byItsScopeAndWhatDrivesIt(String scope, String slices, boolean isPart) {
        var incident = incident(scope, slices, State.OPEN, null);

        assertThat(RelatedIncident.includes(incident, failure(NOON.plusSeconds(5))))
                .isEqualTo(isPart);
    }

    /** The incident began at noon, and where it has ended, did so a minute later. */
    @ParameterizedTest
    @CsvSource({
        "OPEN, -11, false",
        "OPEN, -10, true",
        "OPEN, 86400, true",
        "RECOVERING, 300, true",
        "RESOLVED, 69, true",
        "RESOLVED, 70, false"
    })
    void failure_isPartOfAnIncident_byItsTime(State state, int second, boolean isPart) {
        var end = state == State.RESOLVED ? NOON.plusSeconds(60) : null;

        assertThat(RelatedIncident.includes(incident("", "", state, end), failure(NOON.plusSeconds(second))))
                .isEqualTo(isPart);
    }

    private static Incident incident(String scope, String slices, State state, @Nullable Instant end) {
        var driven = Arrays.stream(slices.split(","))
                .filter(slice -> !slice.isEmpty())
                .map(slice -> new Slice(new TreeMap<>(map(slice)), 10, 1, 0.9))
                .toList();
        return new Incident(
                Incident.id("default", Kind.SPIKE, Scope.TOTAL, NOON),
                0,
                "default",
                Kind.SPIKE,
                Scope.of(map(scope)),
                state,
                new Times(NOON, NOON.plusSeconds(11), NOON.plusSeconds(11), end),
                Severity.WARNING,
                Owner.QUOTA,
                null,
                new Evidence(10, 1, 10, null, null, 9, 10, 10),
                new Explanation(Explanation.Kind.COUNT, driven, null),
                Context.NONE,
                List.of());
    }

    private static Map<String, String> map(String text) {
        return Arrays.stream(text.split(";"))
                .filter(part -> !part.isEmpty())
                .map(part -> part.split("=", -1))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
    }

    private static Recorded failure(Instant time) {
        var event = new ErrorEvent(
                EventIds.random(time, new Random(1)),
                time,
                new Caller(null, "a", "1", null, null),
                new Target("p", "m", null, null, null),
                new Failure(429, "rate_limit_error", "rate_limit_error", "slow down", null),
                new Ids(null, null, null, null, null),
                new Attempt(null, null, null, null, null),
                null,
                Map.of(),
                List.of());
        return new Recorded(event, time, "0123456789abcdef", false);
    }
}
