package dev.errata.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** Another JVM that runs a main class with one directory as its argument, until it is killed. */
record ChildJvm(Process process) implements AutoCloseable {

    private static final String READY = "ready";

    /** Starts the class and returns once it has called {@link #readyForever}. */
    static ChildJvm start(Class<?> main, Path directory) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), main.getName(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = process.inputReader();
        for (var line = output.readLine(); !READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IllegalStateException(main + " ended before it was ready");
            }
        }
        return new ChildJvm(process);
    }

    /** For the child's main method: tells the parent, then waits for the end without ever closing anything. */
    static void readyForever() throws IOException {
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // The parent never writes.
        }
        Runtime.getRuntime().halt(1);
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9}: no shutdown hook runs. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
