package dev.errata.core.detect;

/**
 * How much more than a Poisson variable a series varies: phi in variance = mean + phi mean². Bursty noise averages out
 * over longer windows and slow wander does not, so it is measured on bins, on 10 min and on 1 h, each shrunk to what is
 * usual until there is evidence.
 */
final class Dispersion {
    private static final int SCALES = 3;
    private static final int BLOCKS_AN_HOUR = 6;
    private static final double SECONDS_A_BLOCK = 600;
    private static final double SECONDS_AN_HOUR = 3600;
    private static final double HALF_LIFE_SECONDS = 24 * SECONDS_AN_HOUR;

    /** Evidence of so many windows weighs as much as what is usual. */
    private static final double SHRINK = 20;

    /** What is usual: wander of any length, and noise of a minute. */
    private static final double USUAL_WANDER = 0.2;

    private static final double USUAL_NOISE_SECONDS = 30;
    private static final double LEAST = 0.005;
    private static final double MOST = 4;

    /** A sum counts as at most so many times what was expected of it, and this much more. */
    private static final double OUTLIER_FACTOR = 3;

    private static final double OUTLIER_ERRORS = 10;

    private final double[] squares;
    private final double[] weights;

    /** Errors and expected errors of the unfinished block, then of the unfinished hour. */
    private final double[] open;

    private int bins;
    private int blocks;

    Dispersion() {
        this(new double[SCALES], new double[SCALES], new double[4], 0, 0);
    }

    private Dispersion(double[] squares, double[] weights, double[] open, int bins, int blocks) {
        this.squares = squares;
        this.weights = weights;
        this.open = open;
        this.bins = bins;
        this.blocks = blocks;
    }

    Dispersion copy() {
        return new Dispersion(squares.clone(), weights.clone(), open.clone(), bins, blocks);
    }

    /** Of sums over a window of that length. */
    double of(double seconds, double binSeconds) {
        if (seconds >= SECONDS_AN_HOUR) {
            return phi(2, binSeconds);
        }
        var block = phi(1, binSeconds);
        if (seconds >= SECONDS_A_BLOCK) {
            var towardsHour = Math.log(seconds / SECONDS_A_BLOCK) / Math.log(BLOCKS_AN_HOUR);
            return block + (phi(2, binSeconds) - block) * towardsHour;
        }
        var inBlock = SECONDS_A_BLOCK / binSeconds;
        var share = (binSeconds / seconds - 1 / inBlock) / (1 - 1 / inBlock);
        return block + Math.max(0, phi(0, binSeconds) - block) * share;
    }

    /** One bin that was normal: its errors, and what had been expected. */
    void learn(double binSeconds, double errors, double expected) {
        add(0, binSeconds, binSeconds, errors, expected);
        open[0] += errors;
        open[1] += expected;
        bins++;
        if (bins * binSeconds >= SECONDS_A_BLOCK) {
            closeBlock(binSeconds);
        }
    }

    private void closeBlock(double binSeconds) {
        var errors = Math.min(open[0], OUTLIER_FACTOR * open[1] + OUTLIER_ERRORS);
        add(1, bins * binSeconds, binSeconds, errors, open[1]);
        open[2] += errors;
        open[3] += open[1];
        open[0] = 0;
        open[1] = 0;
        bins = 0;
        blocks++;
        if (blocks == BLOCKS_AN_HOUR) {
            add(2, SECONDS_AN_HOUR, binSeconds, open[2], open[3]);
            open[2] = 0;
            open[3] = 0;
            blocks = 0;
        }
    }

    /** A window tells the more, the less of its variance is Poisson's. */
    private void add(int scale, double seconds, double binSeconds, double errors, double expected) {
        if (expected <= 0) {
            return;
        }
        var kept = Math.pow(0.5, seconds / HALF_LIFE_SECONDS);
        var spread = expected * usual(scale, binSeconds);
        var weight = spread / (1 + spread) * (spread / (1 + spread));
        var excess = errors - expected;
        squares[scale] = squares[scale] * kept + weight * (excess * excess - expected) / (expected * expected);
        weights[scale] = weights[scale] * kept + weight;
    }

    private double phi(int scale, double binSeconds) {
        var shrunk = (squares[scale] + SHRINK * usual(scale, binSeconds)) / (weights[scale] + SHRINK);
        return Math.clamp(shrunk, LEAST, MOST);
    }

    private static double usual(int scale, double binSeconds) {
        var seconds = switch (scale) {
            case 0 -> binSeconds;
            case 1 -> SECONDS_A_BLOCK;
            default -> SECONDS_AN_HOUR;
        };
        return USUAL_WANDER + USUAL_NOISE_SECONDS / seconds;
    }

    void write(StateOutput out) {
        out.reals(squares);
        out.reals(weights);
        out.reals(open);
        out.whole(bins);
        out.whole(blocks);
    }

    static Dispersion read(StateInput in) {
        return new Dispersion(in.reals(), in.reals(), in.reals(), (int) in.whole(), (int) in.whole());
    }
}
