package dev.errata.streams;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.core.TimeRules;
import dev.errata.streams.InputTally.Outcome;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The engine in a JVM of its own, to be killed. It ends with its parent at the latest. */
final class EngineProcess {
    private static final long GLANCE_NANOS = 5_000_000;

    private final Process process;

    private EngineProcess(Process process) {
        this.process = process;
    }

    static EngineProcess start(int partitions, Path state) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                EngineProcess.class.getName(),
                String.valueOf(Cluster.config().get("bootstrap.servers")),
                Integer.toString(partitions),
                state.toString());
        return new EngineProcess(
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start());
    }

    /** Returns once it has counted something. */
    void awaitCounting() throws IOException {
        var output = process.inputReader();
        for (var line = output.readLine(); !"counting".equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("the engine's process has ended by itself");
            }
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The child. */
    public static void main(String[] arguments) throws IOException {
        var partitions = Integer.parseInt(arguments[1]);
        var settings = new TopologySettings(
                TimeRules.DEFAULT, RawTopics.SHARED, Map.of(Topics.EVENTS, partitions, Topics.TRAFFIC, partitions), 2);
        try (var engine = StreamsEngine.start(
                Map.of("bootstrap.servers", arguments[0]),
                settings,
                new Placement(Path.of(arguments[2]), 1, 0, new Member("test", Member.SESSION)))) {
            while (engine.events().of(Outcome.COUNTED) == 0) {
                LockSupport.parkNanos(GLANCE_NANOS);
            }
            System.out.println("counting");
            System.in.read();
        }
    }
}
