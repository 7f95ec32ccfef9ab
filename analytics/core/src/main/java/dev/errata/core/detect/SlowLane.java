package dev.errata.core.detect;

import java.time.Duration;

/**
 * Finds ramps, trickles and small lasting shifts: the last 1, 2 and 6 h in blocks of 10 min, against a baseline of a
 * day. A window stands out only if it nearly would without its best block, too.
 */
final class SlowLane {
    private static final double REST_DECADES = 1;
    private static final double LEAST_MEAN = 1e-9;

    private final CountParameters parameters;
    private final int binSeconds;
    private final int[] windows;
    private final double[] thresholds;

    SlowLane(CountParameters parameters, Windows windows) {
        this.parameters = parameters;
        this.binSeconds = windows.binSeconds();
        this.windows = windows.slow();
        this.thresholds = new double[this.windows.length];
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] = windows.threshold(this.windows[i] * Windows.BLOCK_SECONDS);
        }
    }

    /** The shortest window that stands out; {@link Finding#NONE} where none does. */
    Finding of(CountState state, long block) {
        var rate = state.baseline.slowRate(parameters.exposure());
        long errors = 0;
        long most = 0;
        var exposure = 0.0;
        var count = 0;
        for (int i = 0; i < windows.length; i++) {
            if (state.learnedBins() * binSeconds < (long) windows[i] * Windows.BLOCK_SECONDS) {
                return Finding.NONE;
            }
            for (; count < windows[i]; count++) {
                errors += state.blocks.errors(block - count);
                exposure += state.blocks.exposure(block - count);
                most = Math.max(most, state.blocks.errors(block - count));
            }
            var seconds = windows[i] * Windows.BLOCK_SECONDS;
            var mean = Math.max(LEAST_MEAN, rate * exposure);
            var size = 1
                    / (state.dispersion.of(seconds, binSeconds)
                            + 1 / state.baseline.slow().shape());
            if (standsOut(errors, most, mean, size, i)) {
                return new Finding(
                        Signal.RAISED,
                        Tail.above(errors, mean, size),
                        (double) errors,
                        mean,
                        Duration.ofSeconds(seconds));
            }
        }
        return Finding.NONE;
    }

    private boolean standsOut(long errors, long most, double mean, double size, int window) {
        if (errors - mean < parameters.minErrors() || errors < parameters.minRatio() * mean) {
            return false;
        }
        var rest = mean * (windows[window] - 1) / windows[window];
        return Tail.above(errors, mean, size) >= thresholds[window]
                && Tail.above(errors - most, rest, size) >= thresholds[window] - REST_DECADES;
    }
}
