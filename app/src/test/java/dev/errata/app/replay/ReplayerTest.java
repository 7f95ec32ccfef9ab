package dev.errata.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.client.ErrataClient;
import dev.errata.app.client.FakeServer;
import dev.errata.app.client.FakeServer.Asked;
import dev.errata.app.client.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayerTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final String ACCEPTED = "{\"accepted\":1,\"rejected\":[]}";

    private final FakeServer server = new FakeServer();
    private final List<Duration> pauses = new ArrayList<>();
    private final ErrataClient client = new ErrataClient(server.address(), pauses::add);
    private Instant now = NOW;

    @TempDir
    Path directory;

    ReplayerTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void send_past_goesAtOnceInBatches() throws Exception {
        server.reply(202, ACCEPTED);

        replayer().send(Replay.endingAt(recording(1_001), NOW));

        assertThat(server.asked())
                .extracting(asked -> asked.body().lines().count())
                .containsExactly(500L, 500L, 1L);
        assertThat(pauses).isEmpty();
    }

    @Test
    void send_live_waitsForEachEvent() throws Exception {
        server.reply(202, ACCEPTED);

        replayer().send(Replay.startingAt(recording(3), NOW, 2));

        assertThat(server.asked()).extracting(Asked::target).hasSize(3);
        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofMillis(500));
    }

    @Test
    void send_rejected_namesTheLineOfTheFile() throws Exception {
        server.reply(202, """
                {"accepted":1,"rejected":[{"index":1,"field":"time","reason":"too_old","message":"too old"}]}""");

        var summary = replayer().send(Replay.endingAt(recording(2), NOW));

        assertThat(summary.accepted()).isEqualTo(1);
        assertThat(summary.rejected()).containsExactly(new Summary.Rejected(2, "too_old", "too old"));
        assertThat(summary.byReason()).containsEntry("too_old", 1L);
    }

    private Replayer replayer() {
        Pause pause = duration -> {
            pauses.add(duration);
            now = now.plus(duration);
        };
        return new Replayer(client, () -> now, pause, _ -> {});
    }

    /** One event a second. */
    private Recording recording(int events) throws IOException {
        var lines = IntStream.range(0, events)
                .mapToObj(i -> "{\"time\":\"%s\",\"code\":\"conflict\"}".formatted(Instant.EPOCH.plusSeconds(i)))
                .collect(Collectors.joining("\n"));
        return Recording.read(Files.writeString(directory.resolve("events.ndjson"), lines));
    }
}
