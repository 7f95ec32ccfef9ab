package dev.errata.bench.sink;

import dev.errata.bench.CpuMeter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Adds up the processor time of a Postgres: the postmaster's, its children's, and of those that it has seen end. */
final class PostgresCpu {
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int ENDED_USER = 13;
    private static final int ENDED_SYSTEM = 14;

    /** Of Linux' clock, which is the same on all that matter. */
    private static final long TICK_MILLIS = 10;

    private PostgresCpu() {}

    /** Of the one that runs on this data directory. */
    static CpuMeter of(Path data) throws IOException {
        var postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        return new CpuMeter("postgres", () -> used(postmaster));
    }

    private static Duration used(long postmaster) {
        var ticks = ticks(postmaster, List.of(USER, SYSTEM, ENDED_USER, ENDED_SYSTEM))
                + ProcessHandle.of(postmaster).stream()
                        .flatMap(ProcessHandle::children)
                        .mapToLong(child -> ticks(child.pid(), List.of(USER, SYSTEM)))
                        .sum();
        return Duration.ofMillis(ticks * TICK_MILLIS);
    }

    /** The fields behind the name of the program, which may hold anything. */
    private static long ticks(long process, List<Integer> fields) {
        try {
            var stat = Files.readString(Path.of("/proc/" + process + "/stat"));
            var values = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields.stream()
                    .mapToLong(field -> Long.parseLong(values[field]))
                    .sum();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
