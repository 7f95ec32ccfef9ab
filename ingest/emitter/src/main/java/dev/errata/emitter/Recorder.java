package dev.errata.emitter;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Target;
import java.time.Instant;

/**
 * Takes what the hooks have seen of the application's calls. No method blocks, throws, or does I/O; what cannot be kept is
 * counted as lost. Safe from any thread.
 */
public interface Recorder {

    /** Who the calls are made by; goes into every event. */
    Caller caller();

    /** One failed attempt, as the hook saw it: redaction and limits are applied here, before anything is kept. */
    void failed(ErrorEvent attempt);

    /** Adds to the totals of the window that holds the given time. */
    void counted(Instant time, Target target, Tally tally);

    /** How a call that failed at first, or a task, went on. */
    void outcome(CallOutcome outcome);

    /** A hook could not see what it was to see; the application's own call went on untouched. */
    void hookFailed(Throwable cause);
}
