package dev.errata.emitter;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.ErrorEvent;
import dev.errata.emitter.internal.Kind;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The door: takes records from the application's threads as long as there is memory, and counts those that it turns
 * away. It turns away the newest ones, since that needs no look at what others hold, and since the beginning of an outage
 * tells more than its middle. Neither waits nor locks.
 */
final class Intake {
    private final Memory memory;
    private final Ledger ledger;
    private final Totals totals;
    private final DoorWriter writer;
    private final Ring ready = new Ring();
    private final Queue<Incoming> others = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private volatile Runnable wake = () -> {};

    Intake(Memory memory, Ledger ledger, Totals totals, DoorWriter writer) {
        this.memory = memory;
        this.ledger = ledger;
        this.totals = totals;
        this.writer = writer;
    }

    /** To be run after something has come. */
    void onArrival(Runnable newWake) {
        wake = newWake;
    }

    void offer(ErrorEvent event) {
        ledger.taken(Kind.EVENTS, 1);
        try {
            admit(event);
        } catch (RuntimeException e) {
            // A null where there must be none: the application's mistake, and yet none of its business here.
            ledger.lost(Kind.EVENTS, LossReason.INVALID, 1);
        }
    }

    private void admit(ErrorEvent event) {
        var refusal = refusal(event);
        if (refusal == null) {
            wake.run();
        } else {
            totals.lost(event.time(), event.target(), 1);
            ledger.lost(Kind.EVENTS, refusal, 1);
        }
    }

    /** Why it was turned away; null where it was let in. */
    private @Nullable LossReason refusal(ErrorEvent event) {
        if (writer.tryEnter()) {
            try {
                var written = writer.write(event);
                if (written != null) {
                    return refusal(written);
                }
            } finally {
                writer.leave();
            }
        }
        return refusalAsObject(event);
    }

    /** Of one that is ready to be sent. Only for the thread that is at the writer. */
    private @Nullable LossReason refusal(Pending written) {
        var refusal = refusal(written.charge());
        if (refusal == null && !ready.bring(written)) {
            others.add(written);
        }
        return refusal;
    }

    private @Nullable LossReason refusalAsObject(ErrorEvent event) {
        var incoming = asObject(event);
        var refusal = refusal(incoming.charge());
        if (refusal == null) {
            others.add(incoming);
        }
        return refusal;
    }

    private static Incoming.Event asObject(ErrorEvent event) {
        var charge = Sizes.charge(event);
        if (Sizes.isSmall(event, charge)) {
            return new Incoming.Event(event, charge);
        }
        var small = Sizes.precut(event);
        return new Incoming.Event(small, Sizes.charge(small));
    }

    void offer(CallOutcome outcome) {
        ledger.taken(Kind.OUTCOMES, 1);
        try {
            admit(outcome);
        } catch (RuntimeException e) {
            ledger.lost(Kind.OUTCOMES, LossReason.INVALID, 1);
        }
    }

    private void admit(CallOutcome outcome) {
        var small = Sizes.precut(outcome);
        var charge = Sizes.charge(small);
        var refusal = refusal(charge);
        if (refusal == null) {
            arrive(new Incoming.Outcome(small, charge));
        } else {
            ledger.lost(Kind.OUTCOMES, refusal, 1);
        }
    }

    void offer(CompletableFuture<Boolean> safe) {
        arrive(new Incoming.Mark(safe));
    }

    private @Nullable LossReason refusal(int charge) {
        if (closed) {
            return LossReason.CLOSED;
        }
        return memory.tryTake(charge) ? null : LossReason.FULL;
    }

    private void arrive(Incoming incoming) {
        others.add(incoming);
        wake.run();
    }

    /** Fetches at most so many of those that are ready to be sent; answers how many. */
    int fetchReady(int most, Consumer<Pending> to) {
        return ready.fetch(most, to);
    }

    /** The next of the others. */
    @Nullable
    Incoming poll() {
        return others.poll();
    }

    boolean isEmpty() {
        return ready.isEmpty() && others.isEmpty();
    }

    /** Takes nothing any more. */
    void close() {
        closed = true;
    }
}
