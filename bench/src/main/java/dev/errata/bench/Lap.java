package dev.errata.bench;

import java.util.List;

/**
 * One round of one contender.
 *
 * @param units of work done
 * @param seconds of wall-clock time
 * @param cpuSeconds one for each meter, in their order
 */
public record Lap(long units, double seconds, List<Double> cpuSeconds) {
    private static final double MILLION = 1e6;

    /** Units a second. */
    public double rate() {
        return units / seconds;
    }

    /** Processor time for a million units, by the given meter. */
    public double cpuSecondsPerMillion(int meter) {
        return cpuSeconds.get(meter) / units * MILLION;
    }

    /** The same with all processor time in place of the clock's. */
    Lap byProcessorTime() {
        return new Lap(
                units, cpuSeconds.stream().mapToDouble(seconds -> seconds).sum(), cpuSeconds);
    }
}
