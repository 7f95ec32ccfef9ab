package dev.errata.core.detect;

/**
 * The latest bins of a series, 30 min of them: what windows are summed from, and what the baseline has not read yet. A
 * bin that nothing was known of has no exposure. Bins of an alarm are set apart: the baseline never reads them.
 */
final class Bins {
    private final int[] errors;
    /** The complement of the exposure where a bin is set apart. */
    private final int[] exposure;

    private final int[] elsewhere;

    Bins(int size) {
        this(new int[size], new int[size], new int[size]);
    }

    private Bins(int[] errors, int[] exposure, int[] elsewhere) {
        this.errors = errors;
        this.exposure = exposure;
        this.elsewhere = elsewhere;
    }

    Bins copy() {
        return new Bins(errors.clone(), exposure.clone(), elsewhere.clone());
    }

    int size() {
        return errors.length;
    }

    void put(long bin, Counted counted, boolean apart) {
        var slot = slot(bin);
        errors[slot] = clamp(counted.errors);
        exposure[slot] = apart ? ~clamp(counted.exposure) : clamp(counted.exposure);
        elsewhere[slot] = clamp(counted.elsewhere);
    }

    void setApart(long bin) {
        var slot = slot(bin);
        exposure[slot] = ~exposure(bin);
    }

    boolean isApart(long bin) {
        return exposure[slot(bin)] < 0;
    }

    int errors(long bin) {
        return errors[slot(bin)];
    }

    /** Errors of others than the busiest client; 0 where clients are not told apart. */
    int elsewhere(long bin) {
        return elsewhere[slot(bin)];
    }

    int exposure(long bin) {
        var stored = exposure[slot(bin)];
        return stored < 0 ? ~stored : stored;
    }

    /** The last so many bins together. */
    Counted last(long bin, int count) {
        long sumErrors = 0;
        long sumExposure = 0;
        long sumElsewhere = 0;
        for (int back = 0; back < count; back++) {
            sumErrors += errors(bin - back);
            sumExposure += exposure(bin - back);
            sumElsewhere += elsewhere(bin - back);
        }
        return new Counted(sumErrors, sumExposure, sumElsewhere);
    }

    /** As {@link #last}, without the bins that are set apart. */
    Counted lastNormal(long bin, int count) {
        long sumErrors = 0;
        long sumExposure = 0;
        long sumElsewhere = 0;
        for (int back = 0; back < count; back++) {
            if (!isApart(bin - back)) {
                sumErrors += errors(bin - back);
                sumExposure += exposure(bin - back);
                sumElsewhere += elsewhere(bin - back);
            }
        }
        return new Counted(sumErrors, sumExposure, sumElsewhere);
    }

    void write(StateOutput out) {
        var isApart = new boolean[exposure.length];
        var sizes = new int[exposure.length];
        for (int slot = 0; slot < exposure.length; slot++) {
            isApart[slot] = isApart(slot);
            sizes[slot] = exposure(slot);
        }
        out.steps(errors);
        out.steps(sizes);
        out.bits(isApart);
        out.steps(elsewhere);
    }

    static Bins read(StateInput in) {
        var errors = in.steps();
        var exposure = in.steps();
        var isApart = in.bits();
        var bins = new Bins(errors, exposure, in.steps());
        for (int slot = 0; slot < isApart.length; slot++) {
            if (isApart[slot]) {
                bins.setApart(slot);
            }
        }
        return bins;
    }

    /** As they were once written, each number as it is. */
    static Bins readWhole(StateInput in) {
        return new Bins(in.ints(), in.ints(), in.ints());
    }

    private int slot(long bin) {
        return Math.floorMod(bin, errors.length);
    }

    private static int clamp(long count) {
        return Math.clamp(count, 0, Integer.MAX_VALUE - 1);
    }

    /** What is in one or several bins; what is unknown counts as none once it is put. */
    record Counted(long errors, long exposure, long elsewhere) {}
}
