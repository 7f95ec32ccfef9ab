package dev.errata.notify;

import dev.errata.store.incident.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Carries what the outbox holds to its receivers, each at least once. What is due when it stops, or when the process dies,
 * is carried by another one or after the next start.
 */
public final class Notifications implements AutoCloseable {
    private final List<Courier> couriers;

    private Notifications(List<Courier> couriers) {
        this.couriers = couriers;
    }

    /**
     * Starts it.
     *
     * @param registry gets {@code errata.notifications} and {@code errata.outbox.*} for each receiver
     * @param random spreads retries
     */
    public static Notifications start(
            Outbox outbox, List<Receiver> receivers, MeterRegistry registry, Rhythm rhythm, RandomGenerator random) {
        var couriers = receivers.stream()
                .map(receiver -> new Courier(
                        outbox,
                        receiver,
                        new NotificationMetrics(registry, receiver.audience().receiver()),
                        rhythm,
                        InstantSource.system(),
                        random))
                .toList();
        couriers.forEach(Courier::start);
        return new Notifications(couriers);
    }

    @Override
    public void close() {
        couriers.forEach(Courier::close);
    }
}
