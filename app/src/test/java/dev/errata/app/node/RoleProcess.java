package dev.errata.app.node;

import static org.awaitility.Awaitility.await;

import dev.errata.app.Main;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.regex.Pattern;

/** {@code errata gateway}, {@code analytics} or {@code api} in a JVM of its own, started as a user would start it. */
final class RoleProcess implements AutoCloseable {
    /** Ten JVMs may be starting on two processors. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Pattern READY = Pattern.compile("(?m)^ready  (\\S+)  ");
    private static final Pattern HEALTH = Pattern.compile("(?m)^health  (\\S+)/readyz$");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path output;

    private RoleProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it on free ports, and waits for nothing.
     *
     * @param output where what it says goes
     */
    static RoleProcess start(Site site, Path output, String role, String... flags) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                role));
        command.addAll(site.flags());
        command.addAll(List.of("--management-port", "0"));
        command.addAll(List.of(flags));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new RoleProcess(process, output);
    }

    /** Waits until it says that it is ready. */
    RoleProcess awaitReady() {
        await(output.toString()).atMost(PATIENCE).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("ended with " + process.exitValue() + ": " + said());
            }
            return HEALTH.matcher(said()).find();
        });
        return this;
    }

    String said() throws IOException {
        return Files.readString(output);
    }

    URI address() throws IOException {
        return URI.create(found(READY));
    }

    /** The sum of a metric's series that have this text in their names. */
    double metric(String series) throws IOException, InterruptedException {
        var scan = new Scanner(get("/metrics"));
        double sum = 0;
        while (scan.hasNextLine()) {
            var line = scan.nextLine();
            if (line.startsWith(series)) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ')));
            }
        }
        return sum;
    }

    /** Answers the management port's text. */
    String get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(found(HEALTH) + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    /** What it has used of the processors so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As SIGTERM does; answers the exit status. */
    int stop() {
        process.destroy();
        return process.onExit().join().exitValue();
    }

    /** Waits for it to end by itself, and answers with which status. */
    int awaitEnd() {
        return process.onExit().join().exitValue();
    }

    @Override
    public void close() {
        kill();
        http.close();
    }

    private String found(Pattern pattern) throws IOException {
        var match = pattern.matcher(said());
        if (!match.find()) {
            throw new IllegalStateException("it has not said yet: " + pattern);
        }
        return match.group(1);
    }
}
