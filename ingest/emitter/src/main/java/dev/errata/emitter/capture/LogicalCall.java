package dev.errata.emitter.capture;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.EventIds;
import dev.errata.contract.Target;
import dev.errata.emitter.Tally;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the application sees as one call, of one or more attempts. It is counted once, when its last attempt has ended and no
 * further one can come: as failed, as rescued, or as neither. Safe from any thread.
 */
public final class LogicalCall {
    private final Sight sight;
    private final boolean identified;
    private final int earlier;
    private final Instant started;
    private int attempts;
    private int running;
    private int failures;
    private int lastEnded;
    private @Nullable String id;
    private @Nullable Target target;
    private AttemptEnd last = AttemptEnd.CANCELLED;
    private boolean over;
    private boolean counted;

    private LogicalCall(Sight sight, boolean identified, int earlier) {
        this.sight = sight;
        this.identified = identified;
        this.earlier = earlier;
        this.failures = earlier;
        this.started = sight.now();
    }

    /** A call of which all is seen. */
    static LogicalCall whole(Sight sight) {
        return new LogicalCall(sight, true, 0);
    }

    /** The rest of a call whose earlier attempts nobody can tell: it has no id. */
    static LogicalCall rest(Sight sight, int earlier) {
        return new LogicalCall(sight, false, earlier);
    }

    /** The number of the attempt that begins now, from 1. */
    synchronized int begin() {
        attempts++;
        running++;
        return earlier + attempts;
    }

    /** Attempts so far, those that were not seen too. */
    synchronized int attempts() {
        return earlier + attempts;
    }

    /** Joins the events of its attempts; null where that cannot be known. */
    synchronized @Nullable String id() {
        if (id == null && identified) {
            id = EventIds.random(started, sight.random()).toString();
        }
        return id;
    }

    synchronized void ended(int number, AttemptEnd end, Target called) {
        running--;
        failures += end == AttemptEnd.FAILED ? 1 : 0;
        if (number > lastEnded && end != AttemptEnd.NOT_SENT) {
            lastEnded = number;
            last = end;
            target = called;
        }
        countIfDone();
    }

    /** No further attempt will come. */
    synchronized void over() {
        over = true;
        countIfDone();
    }

    private void countIfDone() {
        if (!over || running > 0 || counted || target == null) {
            return;
        }
        counted = true;
        var failed = last == AttemptEnd.FAILED;
        var rescued = last == AttemptEnd.SUCCEEDED && failures > 0;
        var now = sight.now();
        sight.recorder().counted(now, target, new Tally(0, 1, failed ? 1 : 0, rescued ? 1 : 0));
        if (rescued && identified) {
            var latency = Duration.between(started, now).toMillis();
            sight.recorder()
                    .outcome(new CallOutcome(
                            id(),
                            null,
                            now,
                            Outcome.SUCCEEDED,
                            sight.recorder().caller(),
                            target,
                            Math.max(0, latency)));
        }
    }
}
