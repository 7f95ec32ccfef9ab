package dev.errata.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Takes the time of what goes on from its making until it is stopped: the clock's, and that of all processes at work. */
public final class Stopwatch {
    private final List<CpuMeter> meters;
    private final List<Duration> cpu;
    private final long nanos;

    /** Runs at once. */
    public Stopwatch(List<CpuMeter> meters) {
        this.meters = List.copyOf(meters);
        cpu = cpu();
        nanos = System.nanoTime();
    }

    /** So many units were done meanwhile. */
    public Lap stop(long units) {
        var seconds = seconds(Duration.ofNanos(System.nanoTime() - nanos));
        var now = cpu();
        var cpuSeconds = IntStream.range(0, meters.size())
                .mapToObj(meter -> seconds(now.get(meter).minus(cpu.get(meter))))
                .toList();
        return new Lap(units, seconds, cpuSeconds);
    }

    private List<Duration> cpu() {
        return meters.stream().map(meter -> meter.used().get()).toList();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
