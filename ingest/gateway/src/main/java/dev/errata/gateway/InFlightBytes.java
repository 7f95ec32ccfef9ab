package dev.errata.gateway;

import dev.errata.http.ApiException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the memory all requests together may hold. Who finds no room is turned away at once instead of waiting:
 * that keeps the accepted ones fast. Safe from any thread.
 */
final class InFlightBytes {
    private final AtomicLong used = new AtomicLong();
    private final long max;

    InFlightBytes(long max) {
        this.max = max;
    }

    /**
     * Room for one request, to be closed when it is answered. It takes up what has arrived, not what was announced:
     * whoever announces a lot and sends nothing is in nobody's way.
     *
     * @throws ApiException 429 where what was announced would not fit
     */
    Room enter(long announced) {
        if (used.get() + announced > max) {
            throw full();
        }
        return new Room();
    }

    private static ApiException full() {
        return ApiException.tooManyRequests("Too many requests are in flight", RetryAfter.jittered());
    }

    /** The room of one request. Confined to its thread. */
    final class Room implements AutoCloseable {
        private long held;

        private Room() {}

        /**
         * Takes up so much in all; never gives back.
         *
         * @throws ApiException 429 where it does not fit
         */
        void growTo(long bytes) {
            var more = Math.max(0, bytes - held);
            if (used.addAndGet(more) > max) {
                used.addAndGet(-more);
                throw full();
            }
            held += more;
        }

        @Override
        public void close() {
            used.addAndGet(-held);
            held = 0;
        }
    }
}
