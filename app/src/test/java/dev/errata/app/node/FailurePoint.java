package dev.errata.app.node;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Where a gateway may die while it serves a batch. */
enum FailurePoint {
    /** Nowhere. */
    NONE,
    /** The batch is read and judged; nothing is with Kafka. */
    BEFORE_APPEND,
    /** Half of the batch has been handed to the producer. */
    WHILE_SENDING,
    /** Kafka has acknowledged half of the batch. */
    WHILE_ACKNOWLEDGED,
    /** All of it is acknowledged, and the sender has no answer. */
    BEFORE_ANSWER;

    /** Kills this very process, as {@code kill -9} does; the thread gets no further. */
    static void die() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start();
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
        while (true) {
            LockSupport.park();
        }
    }
}
