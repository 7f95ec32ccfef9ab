package dev.errata.emitter;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.ErrorEvent;
import java.util.concurrent.CompletableFuture;

/** What the application's threads hand over. */
sealed interface Incoming permits Pending, Incoming.Event, Incoming.Outcome, Incoming.Mark {
    /** Bytes of memory that were taken for it. */
    int charge();

    /** A failed attempt that needs a closer look. */
    record Event(ErrorEvent event, int charge) implements Incoming {}

    /** An outcome. */
    record Outcome(CallOutcome outcome, int charge) implements Incoming {}

    /** Completes once all that came before it is acknowledged, on disk, or lost. */
    record Mark(CompletableFuture<Boolean> safe) implements Incoming {
        @Override
        public int charge() {
            return 0;
        }
    }
}
