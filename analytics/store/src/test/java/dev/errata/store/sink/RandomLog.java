package dev.errata.store.sink;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All that senders do to the topic of events, at random: first sends, resends, duplicates, odd clocks, poison. */
final class RandomLog {
    /** A message that the database of the test refuses. */
    static final String POISON = "poison";

    static final Instant START = Instant.parse("2026-06-15T12:00:00Z");
    static final int PARTITIONS = 2;

    private static final List<String> CODES = List.of("a", "b", "c");

    private final RandomGenerator random;
    private final List<RawLog> partitions = new ArrayList<>();
    private final List<ErrorEvent> sent = new ArrayList<>();
    private Instant now = START;

    RandomLog(RandomGenerator random, int length) {
        this.random = random;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new RawLog(Topics.EVENTS, partition));
        }
        for (int i = 0; i < length; i++) {
            append(partitions.get(random.nextInt(PARTITIONS)));
            now = now.plusMillis(random.nextLong(3_000));
        }
    }

    List<RawLog> partitions() {
        return partitions;
    }

    private void append(RawLog log) {
        switch (random.nextInt(12)) {
            case 0 -> log.append("not JSON".getBytes(StandardCharsets.UTF_8), now);
            case 1 -> log.tick(now);
            case 2 -> log.append(anySent(), now); // a sender forgot the marker
            case 3, 4 -> log.resend(anySent(), now);
            case 5 -> log.append(Events.withCode(anySent(), anyCode()), now);
            case 6 -> log.resend(fresh(now, null), now); // its first send never arrived
            case 7 -> log.append(fresh(now.minus(Duration.ofMinutes(random.nextLong(30))), null), now); // perhaps late
            case 8 -> log.append(fresh(now.plus(Duration.ofHours(1)), null), now); // clamped
            case 9 -> log.append(fresh(now.minus(Duration.ofDays(random.nextLong(5))), null), now); // perhaps too old
            case 10 -> log.append(fresh(now, POISON), now);
            default -> log.append(fresh(now, null), now);
        }
    }

    private ErrorEvent fresh(Instant time, @Nullable String message) {
        var event = Events.of(EventIds.random(time, random), time, anyCode(), message);
        sent.add(event);
        return event;
    }

    private ErrorEvent anySent() {
        return sent.isEmpty() ? fresh(now, null) : sent.get(random.nextInt(sent.size()));
    }

    private String anyCode() {
        return CODES.get(random.nextInt(CODES.size()));
    }
}
