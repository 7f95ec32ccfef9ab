package dev.errata.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Attempt;
import dev.errata.contract.CallOutcome;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import dev.errata.contract.redact.Redactor;
import dev.errata.emitter.internal.Fate;
import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Parcel;
import dev.errata.emitter.internal.Transport.Capacity;
import dev.errata.emitter.internal.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pump, step by step, on a clock and a transport that do what the test says. */
class PumpTest {
    private static final long MEMORY = 1024 * 1024;
    private static final long SPOOL = 8 * 1024 * 1024;
    private static final Random RANDOM = new Random(5);
    private static final Duration LONG = Duration.ofSeconds(31);

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final ManualTransport transport = new ManualTransport(new Capacity(10, 1024 * 1024, 2));
    private final Ledger ledger = new Ledger();
    private final Memory memory = new Memory(MEMORY);
    private final Preparer preparer = new Preparer(Redactor.STANDARD);
    private final Totals totals = new Totals(TestEvents.CALLER, preparer, ledger, clock, new Random(1));
    private final Intake intake = new Intake(memory, ledger, totals, new DoorWriter(Redactor.STANDARD));
    private final List<String> troubles = new ArrayList<>();

    @Test
    void emit_withADeadTransport_losesTheNewest_countsThem_andStaysWithinItsMemory() {
        var pump = pump(new Store(null, false, ledger));
        for (int number = 0; number < 5_000; number++) {
            emit(number);
            if (number % 100 == 0) {
                pump.step();
            }
            assertThat(memory.used()).isLessThanOrEqualTo(MEMORY + 100 * 2_000);
        }
        pump.step();
        assertThat(transport.sent()).hasSize(2);
        var events = ledger.flow(Kind.EVENTS);
        assertThat(events.lost()).containsOnlyKeys(LossReason.FULL);
        assertThat(events.taken()).isEqualTo(5_000);
        assertThat(events.waiting()).isGreaterThan(500);
        clock.advance(LONG);
        transport.answer(Fate.NOT_STORED);
        transport.answer(Fate.NOT_STORED);
        drain(pump);
        assertThat(transport.json(Kind.EVENTS).stream().filter(json -> json.contains("\"req-0\"")))
                .hasSize(2);
        assertThat(ledger.flow(Kind.EVENTS).acknowledged()).isEqualTo(5_000 - events.lostInAll());
        assertThat(lostInTotals()).isEqualTo(events.lostInAll());
        assertThat(memory.used()).isZero();
    }

    @Test
    void outage_withASpool_losesNothing_andFlagsOnlyWhatMayHaveBeenStored() throws IOException {
        try (var spool = Spool.open(directory, SPOOL, clock)) {
            var pump = pump(new Store(spool, false, ledger));
            emit(0);
            pump.step();
            transport.answer(Fate.UNKNOWN);
            pump.step();
            IntStream.range(1, 5_000).forEach(number -> {
                emit(number);
                if (number % 50 == 49) {
                    pump.step();
                }
            });
            assertThat(ledger.flow(Kind.EVENTS).lost()).isEmpty();
            assertThat(spool.records()).isEqualTo(5_000);
            assertThat(memory.used()).isZero();
            drain(pump);
            assertThat(ledger.flow(Kind.EVENTS).acknowledged()).isEqualTo(5_000);
            assertThat(spool.records()).isZero();
        }
        assertThat(transport.sent().stream().filter(Parcel::resend).map(Parcel::size))
                .containsExactly(1);
        assertThat(transport.json(Kind.EVENTS).stream().distinct()).hasSize(5_000);
        assertThat(transport.json(Kind.EVENTS).stream().skip(2).limit(2))
                .satisfiesExactly(
                        json -> assertThat(json).contains("\"req-1\""),
                        json -> assertThat(json).contains("\"req-2\""));
    }

    @Test
    void parcel_thatIsNotAcknowledgedPromptly_isPutOnDisk_andGoesOutAsItWas() throws IOException {
        try (var spool = Spool.open(directory, SPOOL, clock)) {
            var pump = pump(new Store(spool, false, ledger));
            emit(0);
            pump.step();
            assertThat(spool.records()).isZero();
            clock.advance(Duration.ofMillis(1_001));
            pump.step();
            assertThat(spool.records()).isEqualTo(1);
            assertThat(spool.waiting()).isZero();
            transport.answer(Fate.NOT_STORED);
            pump.step();
            clock.advance(LONG);
            pump.step();
            assertThat(transport.sent()).hasSize(2).noneMatch(Parcel::resend);
            transport.answer(Fate.STORED);
            pump.step();
            assertThat(spool.records()).isZero();
        }
    }

    @Test
    void durable_isOnDiskBeforeItLeaves_andAfterAKillItIsFlagged() throws IOException {
        try (var spool = Spool.open(directory, SPOOL, clock)) {
            var pump = pump(new Store(spool, true, ledger));
            emit(0);
            pump.step();
            assertThat(transport.sent()).hasSize(1);
            assertThat(spool.records()).isEqualTo(1);
        }
        try (var next = Spool.open(directory, SPOOL, clock)) {
            var taken = next.take(transport.capacity());
            assertThat(taken).hasSize(1).allMatch(record -> record.maybeStored());
        }
    }

    @Test
    void retryAfter_isHonoured_evenBeyondTheBackOff() {
        var pump = pump(new Store(null, false, ledger));
        emit(0);
        pump.step();
        transport.answer(Fate.NOT_STORED, Duration.ofMinutes(2));
        pump.step();
        clock.advance(Duration.ofSeconds(119));
        pump.step();
        assertThat(transport.isIdle()).isTrue();
        clock.advance(Duration.ofSeconds(2));
        pump.step();
        assertThat(transport.isIdle()).isFalse();
    }

    @Test
    void backOff_afterManyFailures_sendsOneParcelAtATime_andNeverWaitsMoreThan30Seconds() {
        var pump = pump(new Store(null, false, ledger));
        IntStream.range(0, 100).forEach(this::emit);
        for (int failure = 0; failure < 20; failure++) {
            pump.step();
            while (!transport.isIdle()) {
                transport.answer(Fate.NOT_STORED);
            }
            pump.step();
            assertThat(transport.isIdle()).isTrue();
            clock.advance(Duration.ofSeconds(30));
        }
        assertThat(transport.sent()).hasSize(21);
    }

    @Test
    void rejected_isLost_andToldToErrataInTheTotals() {
        var pump = pump(new Store(null, false, ledger));
        emit(0);
        pump.step();
        transport.answer(Fate.REJECTED);
        pump.step();
        assertThat(ledger.flow(Kind.EVENTS).lost()).isEqualTo(Map.of(LossReason.REJECTED, 1L));
        clock.advance(Duration.ofSeconds(12));
        drain(pump);
        assertThat(lostInTotals()).isEqualTo(1);
        assertThat(troubles).hasSize(1);
    }

    @Test
    void event_thatBreaksTheContract_isLostAsInvalid_andOthersAreNot() {
        var pump = pump(new Store(null, false, ledger));
        var good = TestEvents.event(clock.instant(), 1);
        intake.offer(new ErrorEvent(
                UUID.fromString("9b2c1f6e-6a0b-4d57-8f0e-0123456789ab"),
                good.time(),
                good.caller(),
                good.target(),
                good.failure(),
                good.ids(),
                good.attempt(),
                null,
                Map.of(),
                List.of()));
        intake.offer(good);
        pump.step();
        assertThat(transport.last().size()).isEqualTo(1);
        assertThat(ledger.flow(Kind.EVENTS).lost()).isEqualTo(Map.of(LossReason.INVALID, 1L));
    }

    @Test
    void event_withMegabytesAndSecrets_isCutAndMasked_beforeItIsKept() {
        var pump = pump(new Store(null, false, ledger));
        intake.offer(TestEvents.event(clock.instant(), 0, "key sk-ant-abcdefghij0123456789 " + "x".repeat(5_000_000)));
        assertThat(memory.used()).isLessThan(400_000);
        pump.step();
        assertThat(transport.json(Kind.EVENTS))
                .singleElement()
                .satisfies(json -> assertThat(json)
                        .hasSizeLessThan(70_000)
                        .contains("[redacted:api_key]", "\"altered\":[\"message\"]")
                        .doesNotContain("sk-ant-abc"));
    }

    @Test
    @SuppressWarnings("NullAway") // the application may not check its nulls
    void nulls_whereThereMustBeNone_areLost_andNeverThrow() {
        var pump = pump(new Store(null, false, ledger));
        intake.offer((ErrorEvent) null);
        intake.offer((CallOutcome) null);
        totals.add(null, null, null);
        var good = TestEvents.event(clock.instant(), 1);
        intake.offer(new ErrorEvent(
                null,
                null,
                good.caller(),
                good.target(),
                good.failure(),
                good.ids(),
                good.attempt(),
                null,
                Map.of(),
                List.of()));
        pump.step();
        assertThat(ledger.flow(Kind.EVENTS).lost()).isEqualTo(Map.of(LossReason.INVALID, 2L));
        assertThat(ledger.flow(Kind.OUTCOMES).lost()).isEqualTo(Map.of(LossReason.INVALID, 1L));
        assertThat(ledger.flow(Kind.TRAFFIC).lost()).isEqualTo(Map.of(LossReason.INVALID, 1L));
    }

    @Test
    void mark_completesOnceAllBeforeItIsAcknowledged_orOnDisk() throws IOException {
        var pump = pump(new Store(null, false, ledger));
        emit(0);
        var safe = new CompletableFuture<Boolean>();
        intake.offer(safe);
        pump.step();
        emit(1);
        pump.step();
        assertThat(safe).isNotDone();
        transport.answer(Fate.STORED);
        pump.step();
        assertThat(safe).isCompletedWithValue(true);

        try (var spool = Spool.open(directory, SPOOL, clock)) {
            var durable = pump(new Store(spool, true, ledger));
            emit(2);
            var onDisk = new CompletableFuture<Boolean>();
            intake.offer(onDisk);
            durable.step();
            assertThat(onDisk).isCompletedWithValue(true);
        }
    }

    /** Those that are ready to be sent come another way than the mark, and so many not in one step. */
    @Test
    void mark_behindMoreThanAStepFetches_waitsForAllOfThem() {
        var pump = pump(new Store(null, false, ledger));
        IntStream.range(0, 2_500).forEach(number -> intake.offer(shortEvent()));
        var safe = new CompletableFuture<Boolean>();
        intake.offer(safe);
        for (int acknowledged = 0; acknowledged < 2_500; acknowledged += 10) {
            pump.step();
            assertThat(safe).as("after %d", acknowledged).isNotDone();
            transport.answer(Fate.STORED);
        }
        pump.step();
        assertThat(ledger.flow(Kind.EVENTS).lost()).isEmpty();
        assertThat(safe).isCompletedWithValue(true);
    }

    private ErrorEvent shortEvent() {
        var nothing = new Target(null, null, null, null, null);
        var born = clock.instant();
        return new ErrorEvent(
                EventIds.random(born, RANDOM),
                born,
                new Caller(null, null, null, null, null),
                nothing,
                new Failure(503, null, null, null, null),
                new Ids(null, null, null, null, null),
                new Attempt(null, null, null, null, null),
                null,
                Map.of(),
                List.of());
    }

    @Test
    void closing_sendsTheOpenWindow() {
        var pump = pump(new Store(null, false, ledger));
        totals.add(clock.instant(), TestEvents.TARGET, new Tally(3, 2, 1, 1));
        pump.step();
        assertThat(transport.sent()).isEmpty();
        pump.startClosing();
        pump.step();
        assertThat(pump.isFinished()).isFalse();
        transport.answer(Fate.STORED);
        pump.step();
        assertThat(pump.isFinished()).isTrue();
        assertThat(transport.json(Kind.TRAFFIC))
                .singleElement()
                .satisfies(json ->
                        assertThat(json).contains("\"requests\":3,\"calls\":2,\"calls_failed\":1,\"calls_rescued\":1"));
    }

    @Test
    void finish_withoutADisk_countsWhatIsLeftAsLost() {
        var pump = pump(new Store(null, false, ledger));
        emit(0);
        pump.step();
        emit(1);
        pump.finish();
        emit(2);
        assertThat(ledger.flow(Kind.EVENTS).lost()).isEqualTo(Map.of(LossReason.CLOSED, 3L));
        assertThat(ledger.flow(Kind.EVENTS).waiting()).isZero();
    }

    @Test
    void trouble_isToldAtOnce_andThenOnceAMinute() {
        var pump = pump(new Store(null, false, ledger));
        emit(0);
        for (int second = 0; second < 100; second++) {
            pump.step();
            if (!transport.isIdle()) {
                transport.answer(Fate.NOT_STORED);
            }
            pump.step();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(troubles).hasSize(2);
    }

    private Pump pump(Store store) {
        var report = new TroubleReport(() -> Errata.stats(ledger, store), troubles::add);
        return new Pump(new Pump.Parts(
                intake, preparer, totals, ledger, memory, transport, store, report, new Random(3), clock));
    }

    private void emit(int number) {
        intake.offer(TestEvents.event(clock.instant(), number));
    }

    /** Everything gets through from now on. */
    private void drain(Pump pump) {
        pump.startClosing();
        for (int round = 0; !pump.isFinished() || ledger.flow(Kind.EVENTS).waiting() > 0; round++) {
            assertThat(round).isLessThan(10_000);
            pump.step();
            while (!transport.isIdle()) {
                transport.answer(Fate.STORED);
            }
            pump.step();
            clock.advance(LONG);
        }
    }

    private long lostInTotals() {
        return transport.json(Kind.TRAFFIC).stream()
                .mapToLong(json -> Long.parseLong(json.replaceFirst(".*\"lost\":(\\d+).*", "$1")))
                .max()
                .orElse(0);
    }
}
