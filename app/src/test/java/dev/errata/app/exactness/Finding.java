package dev.errata.app.exactness;

import java.util.ArrayList;
import java.util.List;

/** One invariant: how much of it was checked, and what is not as it must be. Used by one thread. */
final class Finding {
    private static final int SHOWN = 5;

    private final String invariant;
    private final List<String> examples = new ArrayList<>();
    private long checked;
    private long differences;

    Finding(String invariant) {
        this.invariant = invariant;
    }

    /** One more thing was looked at. */
    void check(boolean holds, java.util.function.Supplier<String> otherwise) {
        checked++;
        if (!holds) {
            differences++;
            if (examples.size() < SHOWN) {
                examples.add(otherwise.get());
            }
        }
    }

    /** Two numbers that must be equal stand for all that they count. */
    void equal(String what, long is, long ought) {
        checked += Math.max(0, ought - 1);
        check(is == ought, () -> what + ": " + is + ", not " + ought);
    }

    boolean holds() {
        return differences == 0;
    }

    long checked() {
        return checked;
    }

    List<String> examples() {
        return examples;
    }

    @Override
    public String toString() {
        return "%-58s %,14d checked %,10d differ".formatted(invariant, checked, differences);
    }
}
