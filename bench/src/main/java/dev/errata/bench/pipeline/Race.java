package dev.errata.bench.pipeline;

import dev.errata.bench.CpuMeter;
import dev.errata.bench.Effort;
import dev.errata.bench.Lap;
import dev.errata.bench.Stopwatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Each stage alone, all of them together for a while, and each alone once more: the tables have grown meanwhile. */
final class Race {
    /** Five minutes of it are all the units of a full run. */
    private static final int UNITS_PER_SECOND = 11_500;

    /** Events that are posted and not done while all work: enough for large batches. */
    private static final long BACKLOG = 100_000;

    /** What is measured of a stage alone is the middle: neither how it starts nor how it ends. */
    private static final double FROM = 0.15;

    private static final double TO = 0.95;
    /** Of each stage alone, before and after. */
    private static final int LAPS = 3;

    private static final double WARM_UP_SHARE = 0.1;
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration SETTLING = Duration.ofMinutes(1);

    private final SendingStage sending;
    private final List<Stage> stages;
    private final List<Stage> behind;
    private final List<CpuMeter> meters;
    private final Map<String, List<Lap>> alone = new LinkedHashMap<>();

    Race(SendingStage sending, CountingStage counting, StoringStage storing, List<CpuMeter> meters) {
        this.sending = sending;
        this.behind = List.of(counting, storing);
        this.stages = List.of(sending, counting, storing);
        this.meters = meters;
    }

    PipelineOutcome run(Effort effort) throws Exception {
        alone(effort.units());
        alone.clear();
        for (int lap = 0; lap < LAPS; lap++) {
            alone(effort.units());
        }
        var together = together(Duration.ofSeconds((long) effort.rounds() * effort.units() / UNITS_PER_SECOND));
        for (int lap = 0; lap < LAPS; lap++) {
            alone(effort.units());
        }
        return new PipelineOutcome(
                alone, together, meters.stream().map(CpuMeter::name).toList());
    }

    /** Waits until what was posted has come through, no more and no less: who is wrong may be as fast as he likes. */
    void settle(Exactness exactness) throws Exception {
        for (var stage : behind) {
            stage.start();
        }
        var end = System.nanoTime() + SETTLING.toNanos();
        while (!exactness.holds(sending.done())) {
            if (System.nanoTime() > end) {
                throw new TimeoutException(sending.done() + " events were posted, and others are stored or counted");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        for (var stage : behind) {
            stage.stop();
        }
    }

    /** Whether so many events have come through. */
    interface Exactness {
        boolean holds(long posted) throws Exception;
    }

    private void alone(long events) throws Exception {
        var target = sending.done() + events;
        sending.upTo(() -> target);
        for (var stage : stages) {
            alone.computeIfAbsent(stage.name(), name -> new ArrayList<>()).add(alone(stage, target));
        }
    }

    private Lap alone(Stage stage, long target) throws Exception {
        var before = stage.done();
        var events = target - before;
        stage.start();
        await(() -> stage.done() >= before + FROM * events);
        var started = stage.done();
        var watch = new Stopwatch(meters);
        await(() -> stage.done() >= before + TO * events);
        var lap = watch.stop(stage.done() - started);
        await(() -> stage.done() >= target);
        stage.stop();
        return lap;
    }

    private Lap together(Duration duration) throws Exception {
        for (var stage : behind) {
            stage.start();
        }
        sending.upTo(() -> done() + BACKLOG);
        sending.start();
        awaitProgress(Duration.ofMillis((long) (WARM_UP_SHARE * duration.toMillis())));
        var before = done();
        var watch = new Stopwatch(meters);
        awaitProgress(duration);
        var lap = watch.stop(done() - before);
        sending.stop();
        await(() -> done() >= sending.done());
        for (var stage : behind) {
            stage.stop();
        }
        return lap;
    }

    /** Counted and stored. */
    private long done() {
        return behind.stream().mapToLong(Stage::done).min().orElseThrow();
    }

    /** So long at least, and until something has come through: in a short race that takes longer. */
    private void awaitProgress(Duration duration) throws TimeoutException {
        var end = System.nanoTime() + duration.toNanos();
        var before = done();
        await(() -> System.nanoTime() >= end && done() > before);
    }

    private static void await(BooleanSupplier condition) throws TimeoutException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("it did not come about within " + PATIENCE);
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }
}
