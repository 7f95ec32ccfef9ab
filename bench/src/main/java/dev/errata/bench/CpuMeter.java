package dev.errata.bench;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * The processor time that one of the processes at work has used so far.
 *
 * @param name as reports show it
 * @param used user and system time since the process began
 */
public record CpuMeter(String name, Supplier<Duration> used) {

    /** This process. */
    public static CpuMeter ofThisProcess() {
        return of("this JVM", ProcessHandle.current());
    }

    /** Another process, without its children. In steps of 10 ms on Linux; nothing where the system does not tell. */
    public static CpuMeter of(String name, ProcessHandle process) {
        return new CpuMeter(name, () -> process.info().totalCpuDuration().orElse(Duration.ZERO));
    }
}
