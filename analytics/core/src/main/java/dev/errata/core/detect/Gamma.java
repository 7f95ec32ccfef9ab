package dev.errata.core.detect;

/**
 * What is known of a rate: a gamma distribution.
 *
 * @param shape errors seen, faded by age
 * @param exposure what they were seen in
 */
record Gamma(double shape, double exposure) {
    /** What a series is taken for before anything is known of it: half an error in 25 units, and very unsure. */
    static final Gamma UNKNOWN = new Gamma(0.5, 25);

    private static final double LEAST_SHAPE = 1e-3;

    /** Errors a unit of exposure. */
    double rate() {
        return shape / exposure;
    }

    /** The past counts for less, then one more bin is known. */
    Gamma learn(double kept, double errors, double seen) {
        return new Gamma(Math.max(LEAST_SHAPE, kept * shape + errors), kept * exposure + seen);
    }

    /** With something known besides; nothing fades. */
    Gamma plus(double errors, double seen) {
        return new Gamma(shape + errors, exposure + seen);
    }

    void write(StateOutput out) {
        out.real(shape);
        out.real(exposure);
    }

    static Gamma read(StateInput in) {
        return new Gamma(in.real(), in.real());
    }
}
