package dev.errata.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContestTest {
    private final List<String> ran = new ArrayList<>();

    @Test
    void run_rounds_areInterleavedInAlternatingOrderAfterTheWarmUp() throws Exception {
        var result = contest().run(new Effort(1, 2, 10));

        assertThat(ran).containsExactly("a", "b", "c", "a", "b", "c", "c", "b", "a");
        assertThat(result.comparisons()).extracting(Comparison::benchmark).containsExactly("b", "c");
        assertThat(result.comparisons()).allSatisfy(comparison -> {
            assertThat(comparison.baseline()).isEqualTo("a");
            assertThat(comparison.unit()).isEqualTo("events/s");
            assertThat(comparison.runs()).isEqualTo(2);
            assertThat(comparison.ours()).isPositive();
        });
        assertThat(result.unitsPerRound()).isEqualTo(3);
    }

    @Test
    void run_laps_takeTheTimeOfTheirOwnMetersOnly() throws Exception {
        var used = new AtomicInteger();
        var meter = new CpuMeter("broker", () -> Duration.ofSeconds(used.get()));
        var busy = contender("busy", () -> used.addAndGet(3));

        var result = new Contest("events", contender("idle", () -> {}), List.of(busy), List.of(meter))
                .run(new Effort(1, 3, 1));

        assertThat(result.rounds())
                .allSatisfy(laps ->
                        assertThat(laps).extracting(Lap::cpuSeconds).containsExactly(List.of(0.0), List.of(3.0)));
        assertThat(result.table()).contains("CPU-s/1M, broker", "busy / idle:");
    }

    @Test
    void run_aLap_isPreparedAndTidied_outsideOfItsTime() throws Exception {
        var used = new AtomicInteger();
        var steps = new ArrayList<String>();
        var careful = new Contender() {
            @Override
            public String name() {
                return "careful";
            }

            @Override
            public void prepare() {
                steps.add("prepare");
                used.addAndGet(100);
            }

            @Override
            public long run() {
                steps.add("run");
                return used.addAndGet(3);
            }

            @Override
            public void tidy() {
                steps.add("tidy");
                used.addAndGet(100);
            }
        };
        var meter = new CpuMeter("broker", () -> Duration.ofSeconds(used.get()));

        var result = new Contest("events", careful, List.of(), List.of(meter)).run(new Effort(1, 1, 1));

        assertThat(steps).containsExactly("prepare", "run", "tidy", "prepare", "run", "tidy");
        assertThat(result.rounds().getFirst().getFirst().cpuSeconds()).containsExactly(3.0);
    }

    @Test
    void run_withTwoBaselines_comparesOursWithEach() throws Exception {
        var result = new Contest(
                        "events",
                        List.of(contender("a", () -> {}), contender("b", () -> {})),
                        List.of(contender("c", () -> {})),
                        List.of())
                .run(new Effort(1, 1, 1));

        assertThat(result.comparisons()).extracting(Comparison::benchmark).containsExactly("c", "c");
        assertThat(result.comparisons()).extracting(Comparison::baseline).containsExactly("a", "b");
    }

    @Test
    void run_aFailure_endsIt() {
        var failing = new Contender() {
            @Override
            public String name() {
                return "failing";
            }

            @Override
            public long run() throws IOException {
                throw new IOException("not acknowledged");
            }
        };

        var contest = new Contest("events", contender("a", () -> {}), List.of(failing), List.of());

        assertThatThrownBy(() -> contest.run(Effort.QUICK)).hasMessage("not acknowledged");
    }

    private Contest contest() {
        return new Contest(
                "events",
                contender("a", () -> {}),
                List.of(contender("b", () -> {}), contender("c", () -> {})),
                List.of(CpuMeter.ofThisProcess()));
    }

    private Contender contender(String name, Runnable work) {
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long run() {
                ran.add(name);
                work.run();
                return 1;
            }
        };
    }
}
