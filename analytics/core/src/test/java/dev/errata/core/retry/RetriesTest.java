package dev.errata.core.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Failure;
import dev.errata.core.retry.CallTotals.Attempts;
import dev.errata.core.retry.CallTotals.Calls;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {
    @ParameterizedTest
    @CsvSource({
        "400, invalid_request, , true",
        "402, insufficient_quota, , true",
        "429, insufficient_quota, , true",
        "429, rate_limit_error, quota, true",
        "429, rate_limit_error, , false",
        "503, service_unavailable, , false",
        ", read_timeout, , false",
        ", tls_failure, , true",
        "777, nobody_knows, , false"
    })
    void terminal_isWhatTheCatalogueNeverRetries(
            @Nullable Integer status, String code, @Nullable String limit, boolean terminal) {
        var known = Retries.of(List.of(group(status, code, limit)), List.of())
                .known()
                .orElseThrow();

        assertThat(known.share(RetryCondition.TERMINAL_RETRIED)).isEqualTo(terminal ? new Share(3, 3) : Share.NONE);
    }

    @Test
    void withoutCallIds_nothingIsKnown_andWithoutFailuresNothingHappened() {
        var mute = new FailedAttempts(error(429, "x"), null, null, false, 7, 0, 0, 0);

        assertThat(Retries.of(List.of(mute), List.of()).known()).isEmpty();
        assertThat(Retries.NONE.known())
                .hasValueSatisfying(known -> assertThat(known.calls()).isZero());
    }

    @Test
    void share_isDetected_whenItIsNeitherRareNorAlone() {
        assertThat(new Share(4, 4).isDetected()).isFalse();
        assertThat(new Share(5, 100).isDetected()).isTrue();
        assertThat(new Share(5, 101).isDetected()).isFalse();
        assertThat(Share.NONE.ratio()).isNull();
    }

    /** What the usual clients do, 1,000 waits each; the table in docs/retries.md. */
    @Test
    void inStep_isWhoHasNoJitter() {
        var seed = Long.getLong("errata.seed", System.nanoTime());
        var random = new Random(seed);

        assertThat(inStep(random, chance -> 1_000 * chance))
                .as("full, seed %d", seed)
                .isZero();
        assertThat(inStep(random, chance -> 500 + 500 * chance)).as("equal").isZero();
        assertThat(inStep(random, chance -> 500 * (1 - chance / 4))).as("SDKs").isZero();
        assertThat(inStep(random, chance -> 8_000 + 1_000 * chance))
                .as("reference")
                .isZero();
        assertThat(inStep(random, chance -> 2_000 + 20 * chance)).as("fixed").isEqualTo(1_000);
        assertThat(inStep(random, chance -> 3 * chance)).as("at once").isEqualTo(1_000);
        assertThat(inStep(random, chance -> chance < 0.6 ? 1_000 : 5_000 * chance))
                .as("a fixed one among others")
                .isBetween(550L, 700L);
    }

    @Test
    void inStep_needsEnough_andTellsAttemptsApart() {
        assertThat(inStep(List.of(new Waits(1, 70, 19)))).isEqualTo(Share.NONE);
        assertThat(inStep(List.of(new Waits(1, 70, 12), new Waits(2, 70, 12)))).isEqualTo(Share.NONE);
        assertThat(inStep(List.of(new Waits(1, 70, 12), new Waits(1, 71, 8)))).isEqualTo(new Share(20, 20));
    }

    @Test
    void totals_addUp_withoutTheUnknown() {
        var known = new CallTotals(3, new Attempts(12, 3), new Calls(8, 1, 3, 12), true);
        var sum = known.plus(new CallTotals(5, null, null, true)).plus(CallTotals.NONE);

        assertThat(sum.errors()).isEqualTo(8);
        assertThat(sum.attemptRate()).isEqualTo(0.25);
        assertThat(sum.userVisibleRate()).isEqualTo(0.125);
        assertThat(sum.rescuedShare()).isEqualTo(0.75);
        assertThat(sum.amplification()).isEqualTo(1.5);
        assertThat(CallTotals.NONE.attemptRate()).isNull();
        assertThat(CallTotals.NONE.amplification()).isNull();
        assertThat(new CallTotals(9, new Attempts(8, 9), new Calls(5, 0, 0, 5), true).attemptRate())
                .isNull();
        assertThat(new CallTotals(0, null, new Calls(5, 0, 0, 5), true).rescuedShare())
                .isNull();
    }

    @Test
    void totals_ofErrorsThatAreNotCovered_haveNoShareThatFailed() {
        var known = new CallTotals(3, new Attempts(12, 3), new Calls(8, 1, 3, 12), true);
        var sum = known.plus(new CallTotals(2, new Attempts(8, 2), new Calls(8, 1, 1, 8), false));

        assertThat(sum.attemptRate()).isNull();
        assertThat(sum.userVisibleRate()).isNull();
        assertThat(sum.rescuedShare()).isNull();
        assertThat(sum.amplification()).isEqualTo(1.25);
        assertThat(sum.toJson().path("attempts").asLong()).isEqualTo(20);
    }

    @Test
    void tasks_areStuck_onlyWhereThatCanBeTold() {
        assertThat(new TaskCounts(0, 0, 0, 2, 1, 1).knownStuck()).contains(1L);
        assertThat(new TaskCounts(9, 0, 0, 2, 0, 2).knownStuck()).isEmpty();
        assertThat(TaskCounts.NONE.knownStuck()).contains(0L);
        assertThat(new TaskCounts(0, 0, 4, 1, 0, 0).failureRate()).isNull();
        assertThat(new TaskCounts(3, 1, 4, 1, 0, 0).failureRate()).isEqualTo(0.25);
    }

    private static long inStep(Random random, DoubleUnaryOperator wait) {
        var waits = random.doubles(1_000)
                .map(wait)
                .mapToObj(millis -> new Waits(1, slot(millis), 1))
                .toList();
        return inStep(waits).count();
    }

    private static Share inStep(List<Waits> waits) {
        var groups = List.of(group(500, "server_error", null));
        return Retries.of(groups, waits).known().orElseThrow().share(RetryCondition.IN_STEP);
    }

    /** As the query has it. */
    private static int slot(double millis) {
        return (int) Math.floor(millis < 1_000 ? millis / 20 : 50 + 50 * Math.log(millis / 1_000));
    }

    private static FailedAttempts group(@Nullable Integer status, String code, @Nullable String limit) {
        return new FailedAttempts(error(status, code), limit, null, true, 3, 3, 3, 0);
    }

    private static Failure error(@Nullable Integer status, String code) {
        return new Failure(status, code, null, null, null);
    }
}
