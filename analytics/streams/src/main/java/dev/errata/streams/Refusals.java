package dev.errata.streams;

import static java.util.Objects.requireNonNull;

import dev.errata.core.monitor.Bounded;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the detection of this process has left out for want of room: alarms may be missing or say less there, counts are
 * whole. What is judged again, since a transaction was aborted, is counted again. Safe from any thread.
 */
public final class Refusals {
    private final LongAdder series = new LongAdder();
    private final Map<Bounded, LongAdder> others = new EnumMap<>(Bounded.class);

    Refusals() {
        for (var kind : Bounded.values()) {
            others.put(kind, new LongAdder());
        }
    }

    /** How often a series with errors was not watched in a window. */
    public long series() {
        return series.sum();
    }

    /** How often something else was left out. */
    public long of(Bounded kind) {
        return adder(kind).sum();
    }

    void refusedSeries() {
        series.increment();
    }

    void refused(Bounded kind) {
        adder(kind).increment();
    }

    private LongAdder adder(Bounded kind) {
        return requireNonNull(others.get(kind));
    }
}
