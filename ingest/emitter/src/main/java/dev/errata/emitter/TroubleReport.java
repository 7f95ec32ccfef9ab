package dev.errata.emitter;

import dev.errata.emitter.EmitterStats.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says what goes wrong: the first time at once, then at most once a minute. One thread's. */
final class TroubleReport {
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Supplier<EmitterStats> stats;
    private final Consumer<String> listener;
    private @Nullable String trouble;
    private long toldLost;
    private long toldHookFailures;
    private Instant quietUntil = Instant.MIN;

    TroubleReport(Supplier<EmitterStats> stats, Consumer<String> listener) {
        this.stats = stats;
        this.listener = listener;
    }

    void note(@Nullable String what) {
        trouble = what == null ? trouble : what;
    }

    /** Tells what is new, if it is time. */
    void tell(Instant now) {
        if (!now.isBefore(quietUntil)) {
            tellNow(now);
        }
    }

    /** Tells what is new. */
    void tellNow(Instant now) {
        var current = stats.get();
        var lost = lost(current);
        if (lost == toldLost && trouble == null && current.hookFailures() == toldHookFailures) {
            return;
        }
        quietUntil = now.plus(QUIET);
        var message = text(current, lost - toldLost);
        toldLost = lost;
        toldHookFailures = current.hookFailures();
        trouble = null;
        try {
            listener.accept(message);
        } catch (RuntimeException e) {
            // The listener is the application's; it must not end the emitter.
        }
    }

    private String text(EmitterStats current, long lostNow) {
        var waiting = current.events().waiting()
                + current.outcomes().waiting()
                + current.totals().waiting();
        return "Errata emitter: " + lostNow + " records lost since the last report, " + waiting + " waiting, "
                + current.spooled() + " of them on disk; events lost so far: "
                + current.events().lost()
                + (current.hookFailures() == 0 ? "" : "; failures of hooks so far: " + current.hookFailures())
                + (trouble == null ? "" : "; last trouble: " + trouble);
    }

    private static long lost(EmitterStats stats) {
        return lost(stats.events()) + lost(stats.outcomes()) + lost(stats.totals());
    }

    private static long lost(Flow flow) {
        return flow.lostInAll();
    }
}
