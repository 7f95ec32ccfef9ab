package dev.errata.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Owner;
import dev.errata.core.Dimension;
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
import dev.errata.core.retry.IncidentCalls;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Of the incident's slice and time, and unknown where nobody told. */
class CallsDuringIncidentIT {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @AutoClose
    private final SeededDatabase database = new SeededDatabase();

    private final CallsDuringIncident calls =
            new CallsDuringIncident(new CallSeries(database.jdbi(), new RateSeries(database.jdbi())));

    CallsDuringIncidentIT() throws SQLException {
        for (var model : List.of("flash", "pro")) {
            database.execute(
                    "INSERT INTO series SELECT gen_random_uuid(), 'default', '', '', 'shop', 'deepseek', '%s', '', '', ''"
                            .formatted(model));
        }
        // A minute each: before the incident, in it, and after it.
        database.execute("""
                INSERT INTO traffic_10s
                SELECT at, series_id, CASE WHEN model = 'flash' THEN 16 ELSE 10 END, 10, CASE WHEN model = 'flash' THEN 3 ELSE 0 END,
                    CASE WHEN model = 'flash' THEN 1 ELSE 0 END, true
                FROM series, generate_series(timestamptz '2026-03-04T11:59:00Z', timestamptz '2026-03-04T12:01:50Z', interval '10 s') AS at
                """);
    }

    @Test
    void answer_countsTheCallsOfItsSlice_fromItsBeginningToItsEnd() {
        var found = calls.answer(incident(Map.of("code", "429", "model", "flash")), NOON.plusSeconds(60));

        assertThat(found.where()).isEqualTo(Map.of(Dimension.MODEL, "flash"));
        assertThat(found.from()).isEqualTo(NOON);
        assertThat(found.to()).isEqualTo(NOON.plusSeconds(60));
        assertThat(found.totals().calls()).satisfies(totals -> {
            assertThat(totals.total()).isEqualTo(60);
            assertThat(totals.requests()).isEqualTo(96);
        });
        assertThat(found.totals().amplification()).isEqualTo(1.6);
        assertThat(found.totals().rescuedShare()).isEqualTo(0.25);
        assertThat(found.isCut()).isFalse();
    }

    @Test
    void answer_ofEverything_countsAll_andOfCallsThatNobodyToldOf_isUnknown() {
        var all = calls.answer(incident(Map.of()), NOON.plusSeconds(60));
        var none = calls.answer(incident(Map.of("app", "other")), NOON);

        assertThat(all.totals().amplification()).isEqualTo(1.3);
        assertThat(none.totals().calls()).isNull();
        assertThat(none.toJson().path("amplification").isNull()).isTrue();
    }

    @Test
    void answer_whereTooFewErrorsAreCovered_hasNoShareOfCalls() {
        database.execute(
                "INSERT INTO coverage_1m VALUES ('2026-03-04T12:00:00Z', 'default', 'shop', 40, 10, 0, 0, 0, 0.8)");

        var totals = calls.answer(incident(Map.of("model", "flash")), NOON.plusSeconds(60))
                .totals();

        assertThat(totals.rescuedShare()).isNull();
        assertThat(totals.userVisibleRate()).isNull();
        assertThat(totals.attemptRate()).isNull();
        assertThat(totals.amplification()).isEqualTo(1.6);
    }

    @Test
    void answer_ofALongIncident_isOfItsFirstHours() {
        var found = calls.answer(incident(Map.of()), NOON.plusSeconds(86_400));

        assertThat(found.to()).isEqualTo(NOON.plus(IncidentCalls.LONGEST));
        assertThat(found.isCut()).isTrue();
    }

    private static Incident incident(Map<String, String> slice) {
        var slices = slice.isEmpty() ? List.<Slice>of() : List.of(new Slice(new TreeMap<>(slice), 100, 1, 0.9));
        return new Incident(
                Incident.id("default", Kind.SPIKE, Scope.of(Map.of()), NOON),
                0,
                "default",
                Kind.SPIKE,
                Scope.of(Map.of()),
                State.OPEN,
                new Times(NOON, NOON, NOON, null),
                Severity.CRITICAL,
                Owner.QUOTA,
                null,
                new Evidence(100, 1, 30, null, null, 20, 60, 100),
                new Explanation(Explanation.Kind.COUNT, slices, null),
                Context.NONE,
                List.of());
    }
}
