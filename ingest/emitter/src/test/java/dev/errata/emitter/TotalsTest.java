package dev.errata.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Target;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecord.Calls;
import dev.errata.contract.redact.Redactor;
import dev.errata.emitter.internal.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TotalsTest {
    private static final Tally ONE = new Tally(1, 1, 0, 0);

    private final ManualClock clock = new ManualClock();
    private final Ledger ledger = new Ledger();
    private final Totals totals = totals(1);

    @Test
    void due_beforeTheWindowHasEnded_isNothing_thenTheWholeOfIt() {
        add(TestEvents.TARGET, 3);
        clock.advance(Duration.ofSeconds(10));
        assertThat(totals.due(false)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(totals.due(false)).singleElement().satisfies(record -> {
            assertThat(record.requests()).isEqualTo(3);
            assertThat(record.calls()).isEqualTo(new Calls(3, 0, 0));
            assertThat(record.lost()).isNull();
            assertThat(record.window()).isEqualTo("2026-01-31T12:00:00Z");
            assertThat(record.caller().app()).isEqualTo("checkout");
            assertThat(record.source()).matches("[a-z]{20}");
        });
        assertThat(totals.due(false)).isEmpty();
    }

    @Test
    void due_afterLateCounts_isTheWholeAgain_withAHigherSeq() {
        var start = clock.instant();
        add(TestEvents.TARGET, 3);
        clock.advance(Duration.ofSeconds(11));
        var first = totals.due(false).getFirst();
        totals.add(start.plusSeconds(9), TestEvents.TARGET, new Tally(2, 1, 1, 0));
        totals.lost(start, TestEvents.TARGET, 4);
        var again = totals.due(false).getFirst();
        assertThat(again.seq()).isGreaterThan(first.seq());
        assertThat(again.window()).isEqualTo(first.window());
        assertThat(again.requests()).isEqualTo(5);
        assertThat(again.calls()).isEqualTo(new Calls(4, 1, 0));
        assertThat(again.lost()).isEqualTo(4);
    }

    @Test
    void add_ofFarTooManyTargets_foldsTheRestIntoOther_andTheSumStaysExact() {
        IntStream.range(0, 50_000).forEach(model -> add(new Target("p", "model-" + model, null, null, null), 1));
        clock.advance(Duration.ofSeconds(11));
        var records = totals.due(false);
        assertThat(records).hasSizeLessThanOrEqualTo(501);
        assertThat(records.stream().mapToLong(TrafficRecord::requests).sum()).isEqualTo(50_000);
        assertThat(records).anyMatch(record -> "other".equals(record.target().model()));
    }

    @Test
    void add_ofTargetsThatAreOneWithoutTheirSecrets_countsThemAsOne() {
        add(new Target("p", "sk-ant-abcdefghijklmnop0", null, null, null), 1);
        add(new Target("p", "sk-ant-abcdefghijklmnop1", null, null, null), 1);
        clock.advance(Duration.ofSeconds(11));
        assertThat(totals.due(false)).singleElement().satisfies(record -> {
            assertThat(record.requests()).isEqualTo(2);
            assertThat(record.target().model()).isEqualTo("[redacted:api_key]");
        });
    }

    @Test
    void add_ofATimeOutOfBounds_isLostAsLate_andCounted() {
        var start = clock.instant();
        clock.advance(Duration.ofMinutes(11));
        totals.add(start, TestEvents.TARGET, new Tally(5, 5, 0, 0));
        totals.add(start.plus(Duration.ofDays(3650)), TestEvents.TARGET, ONE);
        assertThat(totals.due(true)).isEmpty();
        assertThat(ledger.flow(Kind.TRAFFIC).lost()).isEqualTo(Map.of(LossReason.LATE, 6L));
        assertThat(ledger.flow(Kind.TRAFFIC).waiting()).isZero();
    }

    @Test
    void due_withOpenWindows_tellsThemToo() {
        add(TestEvents.TARGET, 1);
        assertThat(totals.due(true)).hasSize(1);
    }

    @Test
    void add_fromManyThreads_whileItIsCollected_losesNoCount() throws InterruptedException {
        var threads = IntStream.range(0, 4)
                .mapToObj(number -> Thread.ofPlatform().start(() -> add(TestEvents.TARGET, 20_000)))
                .toList();
        var last = 0L;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            last = requests(last);
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(requests(last)).isEqualTo(80_000);
    }

    @Test
    void source_ofAnotherStart_isAnother() {
        add(TestEvents.TARGET, 1);
        var other = totals(2);
        other.add(clock.instant(), TestEvents.TARGET, ONE);
        assertThat(totals.due(true).getFirst().source())
                .isNotEqualTo(other.due(true).getFirst().source());
    }

    private long requests(long before) {
        var records = totals.due(true);
        return records.isEmpty() ? before : records.getFirst().requests();
    }

    private void add(Target target, int times) {
        for (int i = 0; i < times; i++) {
            totals.add(clock.instant(), target, ONE);
        }
    }

    private Totals totals(long seed) {
        return new Totals(TestEvents.CALLER, new Preparer(Redactor.STANDARD), ledger, clock, new Random(seed));
    }
}
