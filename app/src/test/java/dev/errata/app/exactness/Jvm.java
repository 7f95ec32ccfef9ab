package dev.errata.app.exactness;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Java program in a process of its own, which can be killed, frozen and started anew. What it says goes to a file. */
final class Jvm implements AutoCloseable {
    private final List<String> command;
    private final Path output;
    private @Nullable Process process;

    /**
     * Starts nothing yet.
     *
     * @param heapMiB the most heap
     */
    Jvm(Path output, int heapMiB, Class<?> program, List<String> arguments) {
        this.output = output;
        this.command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx" + heapMiB + "m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(arguments);
    }

    void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output.toFile()))
                .start();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Waits for it to end by itself, and answers with which status. */
    int awaitEnd() throws InterruptedException {
        return Objects.requireNonNull(process).waitFor();
    }

    /** As {@code kill -9} does, also while it is frozen. */
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** It runs no instruction until it is {@link #thaw thawed}. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Stops it in order, or else kills it. */
    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process.onExit().completeOnTimeout(process, 15, TimeUnit.SECONDS).join();
            kill();
        }
    }

    @Override
    public String toString() {
        return output.getFileName().toString();
    }

    private void signal(String name) throws IOException, InterruptedException {
        if (process != null) {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }
}
