package dev.errata.core.detect;

import java.time.Duration;

/**
 * Holds the errors of several windows that end now against what was expected of them. A window stands out when it is
 * too improbable, and its errors are not those of one client: without its best 30 s, or without its busiest client,
 * there must still be too many.
 */
final class Scan {
    private static final int LONG_WINDOW_SECONDS = 300;

    /** A window of so many bursts is long: it will hold some burst, so the rest has to say more. */
    private static final int LONG_WINDOW_BURSTS = 8;

    private static final double REST_SCORE = 2.5;
    private static final double REST_SCORE_OF_LONG = 4;
    private static final double ELSEWHERE_SCORE = 3;
    private static final int REST_ERRORS = 2;

    private final CountParameters parameters;
    private final int binSeconds;
    private final int burstBins;
    private final int[] windows;
    private final double[] thresholds;

    Scan(CountParameters parameters, Windows windows) {
        this.parameters = parameters;
        this.binSeconds = windows.binSeconds();
        this.burstBins = Windows.burstBins(parameters.burst(), binSeconds);
        this.windows = windows.scan();
        this.thresholds = new double[this.windows.length];
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] = windows.threshold(this.windows[i] * binSeconds);
        }
    }

    /** What stands out most, and by how much: raised, suspected or normal. */
    Result of(CountState state) {
        var expectation = Expectation.of(state, binSeconds, parameters.exposure());
        var offset = state.peaks.offset(parameters.falseAlarmsPerDay());
        var result = Result.NONE;
        var sums = new Sums(state.bins, state.bin);
        for (int i = 0; i < windows.length; i++) {
            sums.extendTo(windows[i]);
            result = result.with(judge(sums, expectation, thresholds[i], offset));
        }
        return result;
    }

    private Result judge(Sums sums, Expectation expectation, double threshold, double offset) {
        var judged = sums.counted();
        var mean = expectation.mean(judged.exposure(), judged);
        if (expectation.isAllOf(judged) || !parameters.isNotable(sums.errors, mean)) {
            return Result.NONE;
        }
        var size = expectation.size(sums.bins * binSeconds, judged);
        var score = Tail.above(sums.errors, mean, size);
        var margin = score - threshold;
        if (margin < -Peaks.DECADES) {
            return Result.NONE;
        }
        var rest = restScore(sums, mean, size);
        var peak = rest >= REST_SCORE ? margin : -Peaks.DECADES;
        if (margin < offset) {
            return new Result(Finding.NONE, peak);
        }
        var seconds = sums.bins * binSeconds;
        var isLong = seconds >= LONG_WINDOW_SECONDS && sums.bins >= LONG_WINDOW_BURSTS * burstBins;
        var lasting = rest >= (isLong ? REST_SCORE_OF_LONG : REST_SCORE);
        var spread = sums.elsewhere >= REST_ERRORS && Tail.above(sums.elsewhere, mean, size) >= ELSEWHERE_SCORE;
        var signal = lasting || spread ? Signal.RAISED : Signal.SUSPECTED;
        return new Result(new Finding(signal, score, (double) sums.errors, mean, Duration.ofSeconds(seconds)), peak);
    }

    /** Of what is left without the burst-long stretch that has most errors. */
    private double restScore(Sums sums, double mean, double size) {
        var rest = sums.errors - sums.most;
        return sums.bins <= burstBins || rest < REST_ERRORS
                ? 0
                : Tail.above(rest, mean * (sums.bins - burstBins) / sums.bins, size);
    }

    /** @param peak margin over the threshold of what cannot be one client's burst, for calibration */
    record Result(Finding finding, double peak) {
        static final Result NONE = new Result(Finding.NONE, -Peaks.DECADES);

        boolean isHot() {
            return finding.signal() == Signal.RAISED;
        }

        /** The same, with an alarm that something else raises. */
        Result or(Finding raised) {
            return raised.signal() == Signal.RAISED ? new Result(raised, peak) : this;
        }

        private Result with(Result other) {
            var bySignal = other.finding.signal().compareTo(finding.signal());
            var better = bySignal > 0 || (bySignal == 0 && other.finding.score() > finding.score());
            return new Result(better ? other.finding : finding, Math.max(peak, other.peak));
        }
    }

    /** Sums over a window that grows backwards. What belonged to an alarm is none of the next one's. */
    private final class Sums {
        private final Bins source;
        private final long newest;
        private int bins;
        private long errors;
        private long exposure;
        private long elsewhere;
        private long run;
        private long most;

        Sums(Bins source, long newest) {
            this.source = source;
            this.newest = newest;
        }

        void extendTo(int size) {
            for (; bins < size; bins++) {
                var bin = newest - bins;
                if (!source.isApart(bin)) {
                    errors += source.errors(bin);
                    exposure += source.exposure(bin);
                    elsewhere += source.elsewhere(bin);
                    run += source.errors(bin);
                }
                if (bins >= burstBins && !source.isApart(bin + burstBins)) {
                    run -= source.errors(bin + burstBins);
                }
                most = Math.max(most, run);
            }
        }

        Bins.Counted counted() {
            return new Bins.Counted(errors, exposure, elsewhere);
        }
    }
}
