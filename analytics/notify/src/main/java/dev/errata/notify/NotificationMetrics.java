package dev.errata.notify;

import dev.errata.store.incident.Outbox.Waiting;
import dev.errata.store.incident.Settlement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Meters of one receiver: {@code errata.notifications} by outcome, and what waits in its outbox. Safe from any thread. */
final class NotificationMetrics {
    private static final String RECEIVER = "receiver";

    /** What came of an attempt. */
    private enum Outcome {
        SENT,
        FAILED,
        SUPERSEDED,
        GIVEN_UP
    }

    private final Map<Outcome, Counter> attempts = new EnumMap<>(Outcome.class);
    private final AtomicReference<Waiting> waiting = new AtomicReference<>(new Waiting(0, 0));

    /** Registers all of them, so that each is there at zero before anything happens. */
    NotificationMetrics(MeterRegistry registry, String receiver) {
        for (var outcome : Outcome.values()) {
            attempts.put(
                    outcome,
                    Counter.builder("errata.notifications")
                            .description("Messages about incidents by what became of them, each attempt counted")
                            .tag(RECEIVER, receiver)
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        Gauge.builder("errata.outbox.waiting", waiting, value -> value.get().messages())
                .description("Messages about incidents that are due and not told")
                .baseUnit("messages")
                .tag(RECEIVER, receiver)
                .register(registry);
        Gauge.builder("errata.outbox.oldest", waiting, value -> value.get().oldestSeconds())
                .description("Since when the oldest of them is not told")
                .baseUnit("seconds")
                .tag(RECEIVER, receiver)
                .register(registry);
    }

    void settled(Settlement settlement) {
        var outcome = switch (settlement) {
            case Settlement.Told _, Settlement.Repeat _ -> Outcome.SENT;
            case Settlement.Failed _ -> Outcome.FAILED;
            case Settlement.Superseded _ -> Outcome.SUPERSEDED;
            case Settlement.GivenUp _ -> Outcome.GIVEN_UP;
        };
        var counter = attempts.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    void waiting(Waiting now) {
        waiting.set(now);
    }
}
