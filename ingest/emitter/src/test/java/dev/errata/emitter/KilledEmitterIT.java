package dev.errata.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.embedded.testing.TestKafka;
import dev.errata.emitter.EventTopic.Copy;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An emitter in a process of its own, killed again and again: what it had called safe arrives, and counts once. */
@Tag("faults")
class KilledEmitterIT {
    private static final int KILLS = 20;
    private static final int FOR_EVER = 1_000_000;

    @TempDir
    private Path spool;

    @Test
    void kills_atAnyMoment_loseNothingThatWasSafe_andCountNothingTwice() throws Exception {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var servers = TestKafka.bootstrapServers();
        var topic = new EventTopic("errata");
        topic.create(servers);
        var safe = new HashSet<UUID>();
        for (int kill = 0; kill < KILLS; kill++) {
            runAndKill(random.nextInt(1, 300), kill % 2 == 0, safe);
        }
        assertThat(runToTheEnd()).as("seed %d", seed).containsExactly("closed");

        var copies = topic.read(servers);
        System.out.printf(
                "%d events were safe, %d copies in Kafka, %d of them resends (seed %d)%n",
                safe.size(), copies.size(), copies.stream().filter(Copy::resend).count(), seed);
        assertThat(EventTopic.ids(copies)).as("seed %d", seed).containsAll(safe);
        assertThat(EventTopic.twice(copies)).as("seed %d", seed).isEmpty();
    }

    /** Kills it once it has called so many events safe, in every other life not before Kafka has some. */
    private void runAndKill(int events, boolean sending, Set<UUID> safe) throws IOException {
        var process = start(FOR_EVER);
        var before = safe.size();
        var ripe = !sending;
        try (var lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.length() == UUID.randomUUID().toString().length()) {
                    safe.add(UUID.fromString(line));
                }
                ripe |= line.equals(KillableEmitter.ACKNOWLEDGED);
                if (ripe && safe.size() >= before + events) {
                    // Unlike the process, its handle leaves the stream open for what was written before.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.onExit().join();
    }

    private List<String> runToTheEnd() throws IOException {
        var process = start(0);
        try (var lines = process.inputReader(StandardCharsets.US_ASCII)) {
            return lines.lines().toList();
        }
    }

    private Process start(int batches) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillableEmitter.class.getName(),
                        TestKafka.bootstrapServers(),
                        spool.toString(),
                        Integer.toString(batches))
                .redirectError(Redirect.INHERIT)
                .start();
    }
}
