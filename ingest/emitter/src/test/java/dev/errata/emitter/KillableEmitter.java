package dev.errata.emitter;

import static org.awaitility.Awaitility.await;

import dev.errata.contract.EventIds;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** An application that emits until it is killed, and prints the id of each event once that is safe on disk. */
final class KillableEmitter {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long BACKLOG = 2_000;

    /** A line that says that Kafka has acknowledged something in this life. */
    static final String ACKNOWLEDGED = "acknowledged";

    private KillableEmitter() {}

    /** Arguments: Kafka's address, the spool, and the number of batches to be emitted. Ends with the line "closed". */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        var random = new Random();
        var errata = Errata.builder()
                .app("checkout")
                .toKafka(arguments[0])
                .spool(Path.of(arguments[1]), 64L * 1024 * 1024)
                .durable()
                .build();
        // What an earlier life left is sent first; new events come while there is not too much of it.
        for (int batch = Integer.parseInt(arguments[2]); batch > 0; batch--) {
            var lines = new StringBuilder();
            for (int i = random.nextInt(1, 40); i > 0; i--) {
                var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
                var id = EventIds.random(now, random);
                new EventBuilder(errata, id, now)
                        .target("deepseek", "deepseek-v4-flash")
                        .failure(429, "rate_limit_exceeded", "Rate limit exceeded")
                        .emit();
                lines.append(id).append('\n');
            }
            await().atMost(PATIENCE).until(() -> errata.stats().spooled() < BACKLOG);
            if (errata.flush(PATIENCE)) {
                out.print(lines);
                out.println(errata.stats().events().acknowledged() > 0 ? ACKNOWLEDGED : "");
                out.flush();
            }
        }
        await().atMost(PATIENCE).until(() -> errata.stats().spooled() == 0);
        errata.close(PATIENCE);
        out.println(errata.stats().spooled() == 0 ? "closed" : "still spooled: " + errata.stats());
    }
}
