package dev.errata.core.monitor;

import dev.errata.core.detect.Burst;
import dev.errata.core.detect.CountDetector;
import dev.errata.core.detect.CountState;
import dev.errata.core.detect.Finding;
import dev.errata.core.detect.Signal;
import dev.errata.core.detect.Step;
import java.util.List;

/** A series as it is after a window, not kept yet. */
final class Sight {
    final Series series;
    final long window;
    final long errors;
    final boolean byRequests;

    /** Of the slice of calls that it is held against, so far. */
    final long calls;

    /** Bursts that it has shown to be over. */
    final List<Burst> ended;

    private final CountDetector detector;
    private Step<CountState> step;

    Sight(
            Series series,
            long window,
            long errors,
            boolean byRequests,
            long calls,
            CountDetector detector,
            Step<CountState> step,
            List<Burst> ended) {
        this.series = series;
        this.window = window;
        this.errors = errors;
        this.byRequests = byRequests;
        this.calls = calls;
        this.detector = detector;
        this.step = step;
        this.ended = List.copyOf(ended);
    }

    Finding finding() {
        return step.finding();
    }

    boolean is(Signal signal) {
        return finding().signal() == signal;
    }

    /** Others show the same: what was suspected is an alarm. */
    void corroborate() {
        step = detector.corroborate(step.state(), step.finding());
    }

    byte[] state() {
        return detector.codec().encode(step.state());
    }
}
