package dev.errata.core.detect;

import java.util.Arrays;

/** The latest 6 h in blocks of 10 min: what the slow lane sums. Blocks of an alarm have no exposure. */
final class Blocks {
    static final int SIZE = 36;

    private final int[] errors;
    private final float[] exposure;

    /** Of the unfinished block. */
    private int openErrors;

    private float openExposure;

    Blocks() {
        this(new int[SIZE], new float[SIZE], 0, 0);
    }

    private Blocks(int[] errors, float[] exposure, int openErrors, float openExposure) {
        this.errors = errors;
        this.exposure = exposure;
        this.openErrors = openErrors;
        this.openExposure = openExposure;
    }

    Blocks copy() {
        return new Blocks(errors.clone(), exposure.clone(), openErrors, openExposure);
    }

    void add(long newErrors, double newExposure) {
        openErrors = (int) Math.min(Integer.MAX_VALUE, openErrors + newErrors);
        openExposure += (float) newExposure;
    }

    void close(long block) {
        var slot = Math.floorMod(block, SIZE);
        errors[slot] = openErrors;
        exposure[slot] = openExposure;
        openErrors = 0;
        openExposure = 0;
    }

    /** After an alarm the past says nothing of trickles. */
    void clear() {
        Arrays.fill(errors, 0);
        Arrays.fill(exposure, 0);
        openErrors = 0;
        openExposure = 0;
    }

    int errors(long block) {
        return errors[Math.floorMod(block, SIZE)];
    }

    double exposure(long block) {
        return exposure[Math.floorMod(block, SIZE)];
    }

    void write(StateOutput out) {
        out.ints(errors);
        out.floats(exposure);
        out.whole(openErrors);
        out.real(openExposure);
    }

    static Blocks read(StateInput in) {
        return new Blocks(in.ints(), in.floats(), (int) in.whole(), in.singleReal());
    }
}
