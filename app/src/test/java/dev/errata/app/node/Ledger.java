package dev.errata.app.node;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * A load that is hard to count: first sends, late ones, the same event twice in a row or long after, and what was
 * promised for each.
 */
final class Ledger {
    private static final List<String> CODES = List.of("rate_limit_error", "server_error", "service_unavailable");
    private static final List<String> TYPES = List.of("transient", "lasting");
    private static final Duration LATE = Duration.ofMinutes(12);
    private static final int LATE_PERCENT = 5;
    private static final int TWICE_PERCENT = 5;

    private final Random random;
    private final List<ErrorEvent> sent = new ArrayList<>();
    private final Set<UUID> acknowledged = new HashSet<>();

    Ledger(long seed) {
        this.random = new Random(seed);
    }

    /** A batch to be posted now: new events, and some that were posted before. */
    List<ErrorEvent> nextBatch(int size) {
        var batch = new ArrayList<ErrorEvent>();
        while (batch.size() < size) {
            var event = !sent.isEmpty() && chance(TWICE_PERCENT) ? sent.get(random.nextInt(sent.size())) : newEvent();
            batch.add(event);
            sent.add(event);
        }
        return batch;
    }

    void acknowledge(List<ErrorEvent> batch) {
        batch.forEach(event -> acknowledged.add(event.eventId()));
    }

    Set<UUID> acknowledged() {
        return acknowledged;
    }

    private ErrorEvent newEvent() {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var time = chance(LATE_PERCENT) ? now.minus(LATE) : now;
        var id = EventIds.random(time, random);
        return TestEvents.event(id, time, new Failure(429, oneOf(CODES), oneOf(TYPES), "message", null));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
