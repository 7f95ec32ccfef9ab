package dev.errata.bench.broker;

import dev.errata.bench.AtExit;
import dev.errata.bench.CpuMeter;
import dev.errata.embedded.Directories;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A broker in a JVM of its own, with an empty directory that goes with it. Both go, too, when this JVM is told to end.
 */
public final class BrokerProcess implements Closeable {
    private final Path directory;
    private final Process process;
    private final String bootstrapServers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BrokerProcess(Path directory, Process process) throws IOException {
        this.directory = directory;
        this.process = process;
        var address = process.inputReader().readLine();
        if (address == null) {
            throw new IOException("the broker's process ended before it was ready");
        }
        this.bootstrapServers = address;
        AtExit.close(this, directory);
    }

    /** Starts it and returns once it serves clients. Its log goes to standard error. */
    public static BrokerProcess start() throws IOException {
        return startWith(Map.of());
    }

    /**
     * As the other one, with some settings that differ.
     *
     * @param settings by their names in Kafka
     */
    public static BrokerProcess startWith(Map<String, String> settings) throws IOException {
        var directory = Files.createTempDirectory("errata-bench");
        var process = launch(directory, settings);
        try {
            return new BrokerProcess(directory, process);
        } catch (IOException e) {
            process.destroyForcibly().onExit().join();
            Directories.delete(directory);
            throw e;
        }
    }

    /** Where clients connect. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Its processor time. */
    public CpuMeter cpu() {
        return CpuMeter.of("broker", process.toHandle());
    }

    /** Kills it: its data is removed next. */
    @Override
    public void close() throws IOException {
        if (!closed.getAndSet(true)) {
            process.destroyForcibly().onExit().join();
            Directories.delete(directory);
        }
    }

    private static Process launch(Path directory, Map<String, String> settings) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                directory.toString()));
        settings.forEach((name, value) -> command.add(name + '=' + value));
        return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    }
}
