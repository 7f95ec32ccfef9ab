package dev.errata.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.embedded.LocalBroker;
import dev.errata.emitter.EventTopic.Copy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An emitter beside a real broker that goes away and comes back. */
class KafkaOutageIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final EventTopic topic = new EventTopic("own");

    @Test
    void outage_losesNothing_andWhatWasNeverSentBearsNoMark() throws Exception {
        var broker = LocalBroker.start(directory.resolve("broker"), 0);
        var servers = broker.bootstrapServers();
        topic.create(servers);
        try (var errata = errata(servers)) {
            var before = emit(errata, 100);
            assertThat(errata.flush(LONG)).isTrue();
            errata.counted(Instant.now(), TestEvents.TARGET, new Tally(200, 150, 40, 10));
            errata.outcome(new CallOutcome(
                    "call-1", null, now(), Outcome.SUCCEEDED, TestEvents.CALLER, TestEvents.TARGET, 7L));

            broker.close();
            var suddenly = emit(errata, 10);
            await().atMost(LONG).until(() -> errata.stats().spooled() >= 10);
            var during = emit(errata, 2_000);
            await().atMost(LONG).until(() -> errata.stats().spooled() >= 2_010);
            assertThat(errata.flush(LONG)).isTrue();

            broker = LocalBroker.start(directory.resolve("broker"), port(servers));
            await().atMost(LONG).until(() -> errata.stats().events().acknowledged() == 2_110);
            errata.close(LONG);
            assertThat(errata.stats().events().lost()).isEmpty();
            assertThat(errata.stats().spooled()).isZero();

            var copies = topic.read(servers);
            before.addAll(suddenly);
            before.addAll(during);
            assertThat(EventTopic.ids(copies)).isEqualTo(before);
            assertThat(EventTopic.twice(copies)).isEmpty();
            assertThat(copies.stream().filter(Copy::resend).map(Copy::id)).doesNotContainAnyElementsOf(during);
            assertThat(topic.read(servers, "outcomes")).isNotEmpty();
            assertThat(topic.read(servers, "traffic")).isNotEmpty();
        } finally {
            broker.close();
        }
    }

    private Errata errata(String servers) {
        return Errata.builder()
                .app("checkout")
                .toKafka(Map.of("bootstrap.servers", servers, "max.in.flight.requests.per.connection", 1))
                .topicPrefix("own")
                .spool(directory.resolve("spool"), 64L * 1024 * 1024)
                .build();
    }

    private static Set<UUID> emit(Errata errata, int count) {
        var ids = new HashSet<UUID>();
        for (int number = 0; number < count; number++) {
            var event = TestEvents.event(now(), number);
            ids.add(event.eventId());
            errata.emit(event);
        }
        return ids;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static int port(String servers) {
        return Integer.parseInt(servers.replaceFirst(".*:", ""));
    }
}
