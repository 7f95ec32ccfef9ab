package dev.errata.core;

import static dev.errata.core.Samples.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Reason;
import dev.errata.contract.TrafficRecord;
import dev.errata.core.Verdict.Counted;
import dev.errata.core.Verdict.Raw;
import dev.errata.core.Verdict.Refused;
import dev.errata.core.Verdict.Uncounted;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
    private static final TimeRules RULES = TimeRules.DEFAULT;
    private static final Instant GRACE_END = TimeRules.endOf(NOON).plus(RULES.grace());
    private static final Instant BEYOND_GRACE = GRACE_END.plusMillis(1);
    private static final Instant MIDNIGHT = NOON.truncatedTo(DAYS);
    private static final Instant DECADE_AHEAD = NOON.plus(3_650, DAYS);

    record Case(String name, ErrorEvent event, boolean resend, Instant appended, Verdict<ErrorEvent> verdict) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> events() {
        var event = Samples.event(NOON.plusMillis(1));
        var counted = new Counted<>(event, event.time());
        var uncounted = new Uncounted<>(event, event.time());
        var clockAhead = Samples.event(NOON, DECADE_AHEAD);
        var idAhead = Samples.event(DECADE_AHEAD);
        var lastDayKept = MIDNIGHT.plus(31, DAYS).minusMillis(1);
        var dayGone = MIDNIGHT.plus(31, DAYS);
        var firstDayThere = MIDNIGHT.minus(2, DAYS);
        var dayNotYetThere = firstDayThere.minusMillis(1);
        return Stream.of(
                new Case("at once", event, false, event.time(), counted),
                new Case("exactly at the grace", event, false, GRACE_END, counted),
                new Case("1 ms beyond the grace", event, false, BEYOND_GRACE, uncounted),
                new Case("resend", event, true, event.time(), uncounted),
                new Case("late resend", event, true, BEYOND_GRACE, uncounted),
                new Case("clock ten years ahead", clockAhead, false, NOON, new Counted<>(clockAhead, NOON)),
                new Case("id ten years ahead", idAhead, false, NOON, dayRefused(Reason.TOO_NEW, idAhead)),
                new Case("last day kept, clock behind", event, false, lastDayKept, new Counted<>(event, lastDayKept)),
                new Case("day gone", event, false, dayGone, dayRefused(Reason.TOO_OLD, event)),
                new Case("two days ahead", event, false, firstDayThere, new Counted<>(event, firstDayThere)),
                new Case("three days ahead", event, false, dayNotYetThere, dayRefused(Reason.TOO_NEW, event)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void ofEvent_eachCase_asTheTableSays(Case it) {
        assertThat(ofEvent(Verdict.EVENTS.encode(it.event()), it.resend(), it.appended()))
                .isEqualTo(it.verdict());
    }

    @Test
    void ofEvent_withoutProject_countsUnderTheDefaultOne() {
        assertThat(ofEvent(Verdict.EVENTS.encode(Samples.emptyEvent()), false, NOON))
                .isInstanceOfSatisfying(
                        Counted.class,
                        counted -> assertThat(RateKey.of((ErrorEvent) counted.record())
                                        .project())
                                .isEqualTo("default"));
    }

    @Test
    void ofEvent_requiredFieldMissing_refusedNamingIt() {
        assertThat(ofEvent("{}".getBytes(UTF_8), false, NOON)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.MISSING_FIELD);
            assertThat(refused.field()).isEqualTo("event_id");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{} {}", "{\"a\":1,\"a\":2}"})
    void ofEvent_notOneJsonObject_refusedAsMalformed(String value) {
        assertThat(ofEvent(value.getBytes(UTF_8), false, NOON))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.MALFORMED));
    }

    @Test
    void ofEvent_tombstone_refusedAsMalformed() {
        assertThat(ofEvent(null, false, NOON))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.MALFORMED));
    }

    @Test
    void ofEvent_anyBytes_neverThrows() {
        var seed = 20260301L;
        var random = new Random(seed);
        var valid = Verdict.EVENTS.encode(Samples.event(NOON));
        for (int i = 0; i < 2_000; i++) {
            var bytes = valid.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();

            assertThatNoException().as("seed %d, round %d", seed, i).isThrownBy(() -> ofEvent(bytes, false, NOON));
        }
    }

    @Test
    void ofTraffic_exactlyAtTheGrace_counted() {
        assertThat(ofTraffic(Samples.traffic(NOON), false, GRACE_END))
                .isEqualTo(new Counted<>(Samples.traffic(NOON), NOON));
    }

    @Test
    void ofTraffic_beyondTheGrace_tooOld() {
        assertThat(ofTraffic(Samples.traffic(NOON), false, BEYOND_GRACE))
                .isEqualTo(windowRefused(Reason.TOO_OLD, NOON));
    }

    @Test
    void ofTraffic_asFarAheadAsBelieved_counted() {
        var appended = NOON.minus(TimeRules.MAX_AHEAD);

        assertThat(ofTraffic(Samples.traffic(NOON), false, appended))
                .isEqualTo(new Counted<>(Samples.traffic(NOON), NOON));
    }

    @Test
    void ofTraffic_fartherAhead_tooNew() {
        var appended = NOON.minus(TimeRules.MAX_AHEAD).minus(Duration.ofMillis(1));

        assertThat(ofTraffic(Samples.traffic(NOON), false, appended)).isEqualTo(windowRefused(Reason.TOO_NEW, NOON));
    }

    @Test
    void ofTraffic_resend_countedSinceItReplaces() {
        assertThat(ofTraffic(Samples.traffic(NOON), true, NOON)).isEqualTo(new Counted<>(Samples.traffic(NOON), NOON));
    }

    @Test
    void ofTraffic_tombstone_refusedAsMalformed() {
        assertThat(Verdict.ofTraffic(new Raw(null, false, NOON, null), RULES))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.MALFORMED));
    }

    @Test
    void ofTraffic_undecodable_refusedNamingTheField() {
        var unaligned = Verdict.TRAFFIC.encode(Samples.traffic(NOON.plusSeconds(3)));

        assertThat(Verdict.ofTraffic(new Raw(unaligned, false, NOON, null), RULES))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.field()).isEqualTo("window"));
    }

    private static Verdict<ErrorEvent> ofEvent(byte @Nullable [] value, boolean resend, Instant appended) {
        return Verdict.ofEvent(new Raw(value, resend, appended, null), RULES);
    }

    private static Verdict<TrafficRecord> ofTraffic(TrafficRecord traffic, boolean resend, Instant appended) {
        return Verdict.ofTraffic(new Raw(Verdict.TRAFFIC.encode(traffic), resend, appended, null), RULES);
    }

    private static Refused<ErrorEvent> dayRefused(Reason reason, ErrorEvent event) {
        return new Refused<>(reason, "event_id", "the day of its id is not kept", event);
    }

    private static Refused<TrafficRecord> windowRefused(Reason reason, Instant window) {
        return new Refused<>(
                reason, "window", "totals for this window can no longer be counted", Samples.traffic(window));
    }
}
