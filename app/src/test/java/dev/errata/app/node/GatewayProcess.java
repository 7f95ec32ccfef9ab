package dev.errata.app.node;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A {@link ChildGateway} on a port that outlives it. */
final class GatewayProcess implements AutoCloseable {
    private final String kafka;
    private final int port = NodeProcess.freePort();
    private final int batchSize;
    private Process process;

    /** Starts one that lives. */
    GatewayProcess(String kafka, int batchSize) throws IOException {
        this.kafka = kafka;
        this.batchSize = batchSize;
        this.process = start(FailurePoint.NONE, 0);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Puts another in its place, which dies at the point in the batch after the given number. */
    void replaceWith(FailurePoint point, int batches) throws IOException {
        close();
        process = start(point, batches);
    }

    /** Waits for its death, and answers by which status it went. */
    int awaitDeath() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private Process start(FailurePoint point, int batches) throws IOException {
        var command = List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ChildGateway.class.getName(),
                point.name(),
                Integer.toString(batches),
                Integer.toString(batchSize),
                Integer.toString(port),
                kafka);
        var started =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        var line = started.inputReader(StandardCharsets.UTF_8).readLine();
        if (!"ready".equals(line)) {
            throw new IllegalStateException("the gateway said " + line + " instead of ready");
        }
        return started;
    }
}
