package dev.errata.http.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A token bucket for each key. Whoever has something left may take any amount at once, and then waits until the debt is
 * paid: so a request larger than the bucket passes, and the average holds. Memory is bounded: beyond 10,000 busy keys the
 * rest share one bucket. Safe from any thread.
 *
 * @param <K> such as a project or an address
 */
public final class RateLimiter<K> {
    private static final int MAX_KEYS = 10_000;
    private static final Duration MAX_DEBT = Duration.ofMinutes(1);
    private static final double NANOS = 1e9;

    private final long perSecond;
    private final Duration burst;
    private final InstantSource clock;
    private final Map<K, Bucket> buckets = new ConcurrentHashMap<>();
    private final Bucket shared = new Bucket();
    private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.EPOCH);

    /**
     * Full buckets.
     *
     * @param perSecond how much flows into each; 0: no limit
     * @param burst how many seconds of it a bucket holds
     */
    public RateLimiter(long perSecond, Duration burst, InstantSource clock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
    }

    /** How long the key has to wait until it may take again; zero where it may now. */
    public Duration delay(K key) {
        return perSecond == 0 ? Duration.ZERO : bucket(key).delay(clock.instant());
    }

    /** Takes the whole amount, or nothing where the key has to wait so long; zero where it was taken. */
    public Duration tryTake(K key, long amount) {
        return perSecond == 0 ? Duration.ZERO : bucket(key).take(clock.instant(), amount, false);
    }

    /** Takes the amount in any case, for what is spent already. */
    public void take(K key, long amount) {
        if (perSecond != 0) {
            bucket(key).take(clock.instant(), amount, true);
        }
    }

    private Bucket bucket(K key) {
        if (buckets.size() >= MAX_KEYS && !buckets.containsKey(key)) {
            sweep(clock.instant());
            if (buckets.size() >= MAX_KEYS) {
                return shared;
            }
        }
        return buckets.computeIfAbsent(key, _ -> new Bucket());
    }

    /** Full buckets are as good as new ones. At most once a second, as it looks at all of them. */
    private void sweep(Instant now) {
        var last = swept.get();
        if (now.isAfter(last.plusSeconds(1)) && swept.compareAndSet(last, now)) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
        }
    }

    /** Known by the time at which it will be full again: that is all there is to a token bucket. */
    private final class Bucket {
        private Instant fullAt = Instant.EPOCH;

        synchronized Duration delay(Instant now) {
            forgive(now);
            var delay = Duration.between(now.plus(burst), fullAt);
            return delay.isNegative() ? Duration.ZERO : delay;
        }

        synchronized Duration take(Instant now, long amount, boolean spent) {
            var delay = delay(now);
            if (spent || delay.isZero()) {
                var start = fullAt.isAfter(now) ? fullAt : now;
                fullAt = start.plus((long) (amount * NANOS / perSecond), ChronoUnit.NANOS);
            }
            return delay;
        }

        synchronized boolean isFull(Instant now) {
            return !fullAt.isAfter(now);
        }

        /** A debt beyond reason, also one that comes of a clock set back, is cut. */
        private void forgive(Instant now) {
            var latest = now.plus(burst).plus(MAX_DEBT);
            if (fullAt.isAfter(latest)) {
                fullAt = latest;
            }
        }
    }
}
