package dev.errata.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Owner;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Slice;
import dev.errata.core.attribute.Surroundings.FirstSeen;
import dev.errata.core.incident.Incident.Context;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.Incident.Times;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The texts, in full, as somebody reads them at night. */
class IncidentTextTest {
    private static final Instant START = Instant.parse("2026-11-26T01:40:10Z");
    private static final Evidence WITH_CALLS = new Evidence(420, 22.1, 30, 5400L, 0.004, 80, 310, 12400);
    private static final Evidence COUNTS = new Evidence(42, 1.25, 60, null, null, 12, 17, 42);
    private static final Explanation RATE_LIMIT = new Explanation(
            Explanation.Kind.RATE,
            List.of(
                    slice(Map.of("code", "rate_limit_error", "model", "deepseek-v4-flash"), 0.93),
                    slice(Map.of("app", "search"), 0.05)),
            new Explanation.Rates(0.078, 0.004, 0.0052));
    private static final Explanation UNEXPLAINED = new Explanation(Explanation.Kind.NONE, List.of(), null);
    private static final Context CONTEXT = new Context(
            7,
            List.of("checkout", "search", "chat"),
            List.of("deepseek-v4-pro", "qwen-3-max"),
            List.of(new FirstSeen("app_version", "2.14.0", START.minusSeconds(95))));

    @Test
    void spike_withCalls_tellsAll() throws IOException {
        assertText(
                "spike.txt",
                incident(
                        Kind.SPIKE,
                        Map.of("code", "rate_limit_error"),
                        State.OPEN,
                        null,
                        WITH_CALLS,
                        RATE_LIMIT,
                        CONTEXT));
    }

    @Test
    void spike_thatGoesOn_tellsHowItIsNow_underTheSameTitle() throws IOException {
        var opened = incident(
                Kind.SPIKE, Map.of("code", "rate_limit_error"), State.OPEN, null, COUNTS, RATE_LIMIT, Context.NONE);
        var later = incident(
                Kind.SPIKE,
                Map.of("code", "rate_limit_error"),
                State.OPEN,
                null,
                new Evidence(42, 1.25, 60, null, null, 12, 310, 12400, 1860L),
                RATE_LIMIT,
                Context.NONE);

        assertText("later.txt", later);
        assertThat(IncidentText.of(later).title())
                .isEqualTo(IncidentText.of(opened).title());
    }

    @Test
    void resolved_tellsNothingOfTheLastMinute() {
        var resolved = incident(
                Kind.SPIKE,
                Map.of("code", "rate_limit_error"),
                State.RESOLVED,
                START.plusSeconds(600),
                COUNTS.withLastMinute(0),
                UNEXPLAINED,
                Context.NONE);

        assertThat(IncidentText.of(resolved).body()).doesNotContain("in the last minute");
    }

    @Test
    void newCode_thatGoesOn_tellsHowItIsNow() {
        var later = incident(
                Kind.NEW_CODE,
                Map.of("code", "bad"),
                State.OPEN,
                null,
                COUNTS.withLastMinute(1),
                UNEXPLAINED,
                Context.NONE);

        assertThat(IncidentText.of(later).body()).contains("UTC: 1 error in the last minute.\n");
    }

    @Test
    void spike_ofCountsAlone_claimsNoRate() throws IOException {
        assertText(
                "counts.txt",
                incident(
                        Kind.SPIKE,
                        Map.of("status_class", "5xx"),
                        State.RECOVERING,
                        null,
                        COUNTS,
                        UNEXPLAINED,
                        Context.NONE));
    }

    @Test
    void resolved_tellsHowLongItTook() throws IOException {
        assertText(
                "resolved.txt",
                incident(
                        Kind.SPIKE,
                        Map.of(),
                        State.RESOLVED,
                        START.plusSeconds(8110),
                        WITH_CALLS,
                        new Explanation(Explanation.Kind.MIX, List.of(), null),
                        Context.NONE));
    }

    @Test
    void newCode_ofAHostileName_staysOnItsLine() throws IOException {
        assertText(
                "new-code.txt",
                incident(
                        Kind.NEW_CODE,
                        Map.of("code", "bad\r\nSubject: x\u202e" + "y".repeat(200)),
                        State.OPEN,
                        null,
                        COUNTS,
                        UNEXPLAINED,
                        Context.NONE));
    }

    @Test
    void blindness_tellsWhereToLook() throws IOException {
        assertText(
                "blindness.txt",
                incident(
                        Kind.BLINDNESS,
                        Map.of("topic", "errata.events", "partition", "3"),
                        State.OPEN,
                        null,
                        COUNTS,
                        UNEXPLAINED,
                        Context.NONE));
    }

    private static Incident incident(
            Kind kind,
            Map<String, String> scope,
            State state,
            @Nullable Instant end,
            Evidence evidence,
            Explanation explanation,
            Context context) {
        var where = Scope.of(scope);
        return new Incident(
                Incident.id("default", kind, where, START),
                0,
                "default",
                kind,
                where,
                state,
                new Times(START, START.plusSeconds(20), START.plusSeconds(20), end),
                Severity.CRITICAL,
                Owner.QUOTA,
                null,
                evidence,
                explanation,
                context,
                List.of());
    }

    private static Slice slice(Map<String, String> where, double share) {
        return new Slice(new TreeMap<>(where), 400, 2, share);
    }

    private static void assertText(String golden, Incident incident) throws IOException {
        var text = IncidentText.of(incident);
        assertThat(text.title() + "\n\n" + text.body() + "\n").isEqualTo(read(golden));
    }

    private static String read(String name) throws IOException {
        try (var in = Objects.requireNonNull(IncidentTextTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
