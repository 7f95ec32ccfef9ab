package dev.errata.bench.detection;

import java.util.Arrays;

/**
 * A negative-binomial scan over several windows and nothing else: no season, slow lane, lagged baseline or calibration.
 * What a good afternoon's work looks like.
 */
final class PlainScan implements Rival {
    private static final int[] WINDOWS = {10, 20, 30, 60, 120, 300, 600, 1200};
    private static final double THRESHOLD = 6;
    private static final double HALF_LIFE = 6 * 3600;

    private final int binSeconds;
    private final boolean withTotals;
    private final double kept;
    private final int[] windows;
    private final double[] errors;
    private final double[] means;
    private final Gate gate;
    private double shape = 0.5;
    private double exposure;
    private double noise = 0.4;
    private double wander = 0.1;
    private int count;
    private int openSeconds;

    PlainScan(int binSeconds, boolean withTotals, double prior) {
        this.binSeconds = binSeconds;
        this.withTotals = withTotals;
        kept = Math.pow(0.5, binSeconds / HALF_LIFE);
        windows = Arrays.stream(WINDOWS)
                .map(window -> Math.max(1, window / binSeconds))
                .distinct()
                .toArray();
        errors = new double[windows[windows.length - 1]];
        means = new double[errors.length];
        gate = new Gate(300 / binSeconds);
        exposure = 0.5 / prior;
    }

    @Override
    public boolean step(int start, int newErrors, int requests) {
        var seen = Math.max(withTotals ? requests : binSeconds, 1e-9);
        var mean = Math.max(shape / exposure * seen, 1e-6);
        errors[count % errors.length] = newErrors;
        means[count % errors.length] = mean;
        count++;
        var fired = gate.step(isHot(newErrors, seen));
        openSeconds = gate.isOn() ? openSeconds + binSeconds : 0;
        if (!gate.isOn() || openSeconds > 7200) {
            learn(newErrors, mean, seen);
        }
        return fired;
    }

    private boolean isHot(int newest, double seen) {
        var sum = 0.0;
        var mean = 0.0;
        var top = 0.0;
        var taken = 0;
        for (var window : windows) {
            if (window > Math.min(count, errors.length)) {
                return false;
            }
            for (; taken < window; taken++) {
                var slot = (count - 1 - taken) % errors.length;
                sum += errors[slot];
                mean += means[slot];
                top = Math.max(top, errors[slot] - means[slot]);
            }
            if (sum >= 5 && sum - mean >= 5 && sum >= 2 * mean) {
                var size = 1 / (wander + Math.max(0, noise - wander) / window + 1 / (shape + 0.5));
                var score = score(sum, mean, size);
                var lasting = window > 1
                        ? score(sum - top, mean, size) > 2
                        : score > 25 && newest > 0.2 * seen && 0.2 * seen > 4 && binSeconds >= 60;
                if (score - 0.9 > THRESHOLD && lasting) {
                    return true;
                }
            }
        }
        return false;
    }

    private void learn(int newErrors, double mean, double seen) {
        var trimmed = Math.min(newErrors, mean + 4 * Math.sqrt(mean + noise * mean * mean) + 2);
        shape = kept * shape + trimmed;
        exposure = kept * exposure + seen;
        if (mean > 0.2) {
            var observed = 1.5 * ((trimmed - mean) * (trimmed - mean) - mean) / (mean * mean);
            noise = Math.clamp(noise + 0.002 * (Math.min(observed, 20) - noise), 0.01, 4);
        }
        if (count >= 10) {
            learnWander();
        }
    }

    private void learnWander() {
        var sum = 0.0;
        var mean = 0.0;
        for (int back = 1; back <= 10; back++) {
            sum += errors[(count - back) % errors.length];
            mean += means[(count - back) % errors.length];
        }
        if (mean > 1) {
            var excess = Math.min(sum, 3 * mean + 10) - mean;
            var observed = (excess * excess - mean) / (mean * mean);
            wander = Math.clamp(wander + 0.001 * (Math.min(observed, 10) - wander), 0.005, 2);
        }
    }

    private static double score(double x, double mean, double size) {
        var reached = x - 0.5;
        if (reached <= mean) {
            return 0;
        }
        var deviance =
                reached * Math.log(reached / mean) - (reached + size) * Math.log((reached + size) / (mean + size));
        var z = Math.sqrt(Math.max(0, 2 * deviance));
        return z * z / (2 * Math.log(10)) + Math.log10(2.5066 * Math.max(z, 0.8));
    }
}
