package dev.errata.streams;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the records of the raw topics that this process has read: {@code read} is the sum over all outcomes. A
 * record that is read again, since a transaction was aborted, is counted again. Safe from any thread.
 */
public final class InputTally {
    private final LongAdder read = new LongAdder();
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

    /** Where a record goes. */
    public enum Outcome {
        /** Into the rates. */
        COUNTED,
        /** Past the topology, since its window's grace is over. */
        LATE,
        /** Past the topology, since it may be in the log already. */
        RESENT,
        /** Nowhere: it told the time. */
        TICK,
        /** To the dead letters, as the sinks see it too. */
        REFUSED
    }

    InputTally() {
        for (var outcome : Outcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    /** Records taken from the log. */
    public long read() {
        return read.sum();
    }

    /** Records that ended so. */
    public long of(Outcome outcome) {
        return adder(outcome).sum();
    }

    void reading() {
        read.increment();
    }

    void became(Outcome outcome) {
        adder(outcome).increment();
    }

    private LongAdder adder(Outcome outcome) {
        return requireNonNull(outcomes.get(outcome));
    }
}
