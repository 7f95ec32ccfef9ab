package dev.errata.app.exactness;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How long, how much, and in which order. Of system properties: {@code exactness.minutes} (3), {@code exactness.rate}
 * (events a second, 1,000), {@code exactness.seed} (a new one each time, which is printed) and {@code exactness.faults} (all of
 * them).
 */
record Plan(Duration duration, int eventsPerSecond, long seed, List<Fault> faults) {
    private static final int SENDERS = 6;
    private static final Duration SPARE = Duration.ofMinutes(5);

    static Plan ofProperties() {
        var seed = System.getProperty("exactness.seed");
        return new Plan(
                Duration.ofSeconds((long) (Double.parseDouble(System.getProperty("exactness.minutes", "3")) * 60)),
                Integer.getInteger("exactness.rate", 1_000),
                seed == null || seed.isEmpty() ? new Random().nextLong() : Long.parseLong(seed),
                faults(System.getProperty("exactness.faults", "")));
    }

    private static List<Fault> faults(String names) {
        return names.isEmpty()
                ? List.of(Fault.values())
                : Arrays.stream(names.split(",", -1)).map(Fault::valueOf).toList();
    }

    int senders() {
        return SENDERS;
    }

    /** More numbers than can be reached, also where the last fault takes its time. */
    int numbers() {
        return (int) (duration.plus(SPARE).toSeconds() * eventsPerSecond) + 2 * SENDERS * SENDERS * Sender.BATCH;
    }

    @Override
    public String toString() {
        return "seed %d: %d events/s for %d s".formatted(seed, eventsPerSecond, duration.toSeconds());
    }
}
