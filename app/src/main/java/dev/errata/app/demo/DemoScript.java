package dev.errata.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What goes wrong when: little, but for a 429 storm at one provider, a 503 outage of one model and a time in which most
 * video tasks fail, again and again.
 *
 * @param begin nothing happens before
 */
record DemoScript(Instant begin) {
    static final Duration CYCLE = Duration.ofMinutes(10);
    static final Scene STORM = new Scene(Duration.ofSeconds(15), Duration.ofSeconds(90));
    /** From then on one application runs in its next version. */
    static final Duration DEPLOY = Duration.ofSeconds(150);

    static final Scene OUTAGE = new Scene(Duration.ofMinutes(3), Duration.ofSeconds(60));
    static final Scene FAILING_TASKS = new Scene(Duration.ofMinutes(5), Duration.ofSeconds(90));

    private static final double BACKGROUND = 0.012;

    /** A part of every cycle. */
    record Scene(Duration start, Duration length) {
        boolean isOn(Duration phase) {
            return phase.compareTo(start) >= 0 && phase.compareTo(start.plus(length)) < 0;
        }
    }

    /** How an attempt at that time fails, if it does. */
    Optional<DemoError> failure(DemoStream stream, Instant time, RandomGenerator random) {
        if (random.nextDouble() < shareOfStorm(stream, time)) {
            return Optional.of(DemoError.RATE_LIMIT);
        }
        if (random.nextDouble() < shareOfOutage(stream, time)) {
            return Optional.of(DemoError.UNAVAILABLE);
        }
        if (stream.isVideo() && random.nextDouble() < shareOfTasks(time)) {
            return Optional.of(DemoError.TASK_FAILED);
        }
        return random.nextDouble() < BACKGROUND
                ? Optional.of(DemoError.any(stream.errors(), random))
                : Optional.empty();
    }

    /** In which version the stream's application runs. */
    String version(DemoStream stream, Instant time) {
        var isNext = stream.app().equals("checkout") && !time.isBefore(begin.plus(DEPLOY));
        return isNext ? "1.10.0" : stream.version();
    }

    private double shareOfStorm(DemoStream stream, Instant time) {
        return isOn(STORM, time)
                ? switch (stream.model()) {
                    case "deepseek-v4-flash" -> 0.6;
                    case "deepseek-v4-pro" -> 0.2;
                    default -> 0;
                }
                : 0;
    }

    private double shareOfOutage(DemoStream stream, Instant time) {
        return isOn(OUTAGE, time) && stream.model().equals("claude-haiku-4-5") ? 0.9 : 0;
    }

    private double shareOfTasks(Instant time) {
        return isOn(FAILING_TASKS, time) ? 0.8 : 0;
    }

    private boolean isOn(Scene scene, Instant time) {
        var since = Duration.between(begin, time);
        return !since.isNegative() && scene.isOn(Duration.ofNanos(since.toNanos() % CYCLE.toNanos()));
    }
}
