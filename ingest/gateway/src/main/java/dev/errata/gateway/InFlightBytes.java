package dev.errata.gateway;

import dev.errata.http.ApiException;
import java.util.HashMap;
import java.util.Map;

/**
 * How much of the memory all requests together may hold. Who finds no room is turned away at once instead of waiting:
 * that keeps the accepted ones fast.
 *
 * <p>One project may hold at most twice as much as stays free for the others, and so never more than two thirds, however
 * many it sends; where several flood, each gets less and something is still free for the next. (Dynamic thresholds, as
 * switches share their buffers: Choudhury and Hahne, 1998.) Safe from any thread.
 */
final class InFlightBytes {
    private static final int SHARE = 2;

    private final long max;
    private final Map<String, Long> byProject = new HashMap<>();
    private long used;

    InFlightBytes(long max) {
        this.max = max;
    }

    /**
     * Room for one request, to be closed when it is answered. It takes up what has arrived, not what was announced:
     * whoever announces a lot and sends nothing is in nobody's way.
     *
     * @throws ApiException 429 where what was announced would not fit
     */
    synchronized Room enter(String project, long announced) {
        check(project, announced);
        return new Room(project);
    }

    private void check(String project, long more) {
        var free = max - used;
        var held = byProject.getOrDefault(project, 0L);
        if (more > 0 && (more > free || held + more > SHARE * free)) {
            throw ApiException.tooManyRequests("Too many requests are in flight", RetryAfter.jittered());
        }
    }

    private synchronized void take(String project, long more) {
        check(project, more);
        add(project, more);
    }

    private synchronized void giveBack(String project, long bytes) {
        add(project, -bytes);
    }

    /** Who holds nothing is forgotten. */
    private void add(String project, long bytes) {
        used += bytes;
        var held = byProject.getOrDefault(project, 0L) + bytes;
        if (held == 0) {
            byProject.remove(project);
        } else {
            byProject.put(project, held);
        }
    }

    /** The room of one request. Confined to its thread. */
    final class Room implements AutoCloseable {
        private final String project;
        private long held;

        private Room(String project) {
            this.project = project;
        }

        String project() {
            return project;
        }

        /**
         * Takes up so much in all; never gives back.
         *
         * @throws ApiException 429 where it does not fit
         */
        void growTo(long bytes) {
            var more = Math.max(0, bytes - held);
            take(project, more);
            held += more;
        }

        @Override
        public void close() {
            giveBack(project, held);
            held = 0;
        }
    }
}
