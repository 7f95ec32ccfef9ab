package dev.errata.gateway;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When to come back: 1 to 5 s, at random, so that those who were turned away together do not return together. */
final class RetryAfter {
    private static final int MAX_SECONDS = 5;

    private RetryAfter() {}

    static Duration jittered() {
        return Duration.ofSeconds(ThreadLocalRandom.current().nextInt(1, MAX_SECONDS + 1));
    }
}
