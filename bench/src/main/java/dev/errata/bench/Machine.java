package dev.errata.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were measured on, since they mean little without it. */
public final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final long MIB = 1024 * 1024;

    private Machine() {}

    /** One line: processors, memory of this JVM, operating system, Java. */
    public static String description() {
        var runtime = Runtime.getRuntime();
        return "%d processors (%s), %d MiB of heap, %s, Java %s"
                .formatted(
                        runtime.availableProcessors(),
                        processor(),
                        runtime.maxMemory() / MIB,
                        System.getProperty("os.name"),
                        Runtime.version());
    }

    private static String processor() {
        try (var lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
