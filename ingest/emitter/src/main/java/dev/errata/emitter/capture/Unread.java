package dev.errata.emitter.capture;

import java.time.Duration;

/** Failed answers whose body the application has not read to its end: some never do. Safe from any thread. */
final class Unread {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_WAITING = 10_000;

    private final Later later;

    Unread(Guard guard) {
        later = new Later(guard, MAX_WAITING);
    }

    /** Has the failure recorded with as much as was read by then; at once where too many wait. */
    void closeInTime(AnswerBody body) {
        if (!later.after(PATIENCE, body::closed)) {
            body.closed();
        }
    }
}
