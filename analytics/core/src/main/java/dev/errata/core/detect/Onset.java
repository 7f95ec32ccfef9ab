package dev.errata.core.detect;

import dev.errata.core.detect.CountParameters.Exposure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Finds an incident that has just begun, when it is no longer than a burst yet. The latest bins, as many as a burst
 * lasts and one more, are explained in three ways: by chance; by a burst like those that the stream has had
 * ({@link Bursts}); and by an incident that began in one of them and goes on, with any level of errors. Where clients
 * are told apart, a burst of several bins has to explain that they are all one client's, but for chance; in a single
 * bin chance has lumps that are everybody's. The sum over the onsets of how much better the incident explains them is
 * the statistic of Shiryaev and Roberts (Pollak 1985, Optimal detection of a change in distribution): without an
 * incident it grows by one a bin on average, so it is seldom large. What goes on evenly is told from what comes in
 * lumps.
 */
final class Onset {
    /** In truth the bound is reached so many times less often than it might be. */
    private static final double SELDOM = 50;

    /**
     * Where clients are told apart an incident has to be so many times surer: bursts are no longer in the way of what
     * chance alone brings about.
     */
    private static final double SURER = 2;

    /** Levels of an incident that are told apart, each so many times the one before. */
    private static final double LEVEL_STEP = 1.8;

    private static final int MOST_LEVELS = 14;

    /** As much as that step is, errors vary within a burst or incident: the size of a negative binomial. */
    private static final double STEADY = 10;

    /** The lowest: so many errors a bin, and so many times what was expected. */
    private static final double LEAST_LEVEL = 1;

    private static final double LEAST_RATIO = 2;

    /** An incident takes all of its first bin, or so much. */
    private static final double FIRST = 0.5;

    /** A bin with errors is part of a burst when it is so improbable, in decades. */
    private static final double BURST_SCORE = 1;

    /**
     * By chance no bin is less probable than the best explanation makes it by so much, in logarithms: products stay
     * finite.
     */
    private static final double MOST_BETTER = 90;

    private static final double WANDER_SECONDS = 600;
    private static final double LEAST_MEAN = 1e-4;
    private static final double SECONDS_A_DAY = 86_400;

    private final CountParameters parameters;
    private final int binSeconds;
    private final int burstBins;
    private final int judged;
    private final double threshold;

    Onset(CountParameters parameters, Windows windows) {
        this.parameters = parameters;
        this.binSeconds = windows.binSeconds();
        this.burstBins = Windows.burstBins(parameters.burst(), binSeconds);
        this.judged = burstBins + 1;
        this.threshold = SECONDS_A_DAY / binSeconds / (SELDOM * parameters.falseAlarmsPerDay());
    }

    /**
     * The alarm that begins with the last bin; {@link Finding#NONE} where none does.
     *
     * @param clientsAreKnown whether they are told apart
     */
    Finding of(CountState state, Bursts bursts, boolean clientsAreKnown) {
        if (!bursts.areKnown() || burstBins == 1 || burstBins > Bursts.LONGEST || state.isYoung(binSeconds)) {
            return Finding.NONE;
        }
        var recent = state.bins.lastNormal(state.bin, judged);
        var usual = usual(state, state.bin);
        if (recent.exposure() == 0 || !parameters.isNotable(recent.errors(), usual * recent.exposure())) {
            return Finding.NONE;
        }
        var rate = usual * wandered(state, usual, recent);
        var latest = new Latest(state, rate);
        var onsets = latest.onsets();
        var statistic = 0.0;
        var likeliest = 0;
        for (int age = 0; age < onsets.length; age++) {
            statistic += onsets[age];
            likeliest = onsets[age] > onsets[likeliest] ? age : likeliest;
        }
        return statistic >= threshold && statistic >= threshold * latest.orBurst(bursts) * (clientsAreKnown ? SURER : 1)
                ? latest.finding(likeliest + 1)
                : Finding.NONE;
    }

    /** How many times the usual errors the last half hour had before these bins; at least 1. */
    private double wandered(CountState state, double usual, Bins.Counted recent) {
        var all = state.bins.lastNormal(state.bin, state.bins.size());
        var known = 1 / state.dispersion.of(WANDER_SECONDS, binSeconds);
        var expected = usual * (all.exposure() - recent.exposure());
        return Math.max(1, (known + all.errors() - recent.errors()) / (known + expected));
    }

    /** Those that matter and are over for sure since that bin, which the series had been shown before. */
    List<Burst> ended(CountState state, long since) {
        var over = 2L * burstBins;
        var oldest = Math.max(state.first, state.bin - state.bins.size() + 1) + 1;
        var found = new ArrayList<Burst>();
        for (var bin = Math.max(oldest, since - over + 1); bin <= state.bin - over; bin++) {
            var isLarge = state.bins.last(bin + burstBins - 1, burstBins).errors() >= Bursts.LEAST_EXCESS;
            if (isLarge && isUnusual(state, bin) && !isUnusual(state, bin - 1)) {
                burst(state, bin).ifPresent(found::add);
            }
        }
        return found;
    }

    /** The one that begins there, unless it is longer than a burst or followed by an alarm. */
    private Optional<Burst> burst(CountState state, long begin) {
        var length = 1;
        while (length <= burstBins && isUnusual(state, begin + length)) {
            length++;
        }
        var isAlarm = LongStream.range(begin, begin + 2L * burstBins).anyMatch(state.bins::isApart);
        if (length > burstBins || isAlarm) {
            return Optional.empty();
        }
        var counted = state.bins.last(begin + length - 1, length);
        return Optional.of(new Burst(length, counted.errors() - usual(state, begin) * counted.exposure()));
    }

    /** Errors a unit of exposure. */
    private double usual(CountState state, long bin) {
        return state.baseline.rate(parameters.exposure()) * state.season.factor(bin * binSeconds);
    }

    private boolean isUnusual(CountState state, long bin) {
        var errors = state.bins.errors(bin);
        var exposure = state.bins.exposure(bin);
        if (errors == 0 || exposure == 0 || state.bins.isApart(bin)) {
            return false;
        }
        return Tail.above((long) errors, Math.max(LEAST_MEAN, usual(state, bin) * exposure), size(state))
                >= BURST_SCORE;
    }

    private double size(CountState state) {
        return 1
                / (state.dispersion.of(binSeconds, binSeconds)
                        + 1 / state.baseline.usual().shape());
    }

    /** The bins that are judged, the newest first: how much better than chance something more explains each. */
    private final class Latest {
        private final CountState state;
        private final double rate;
        private final double size;
        private final double[] chance = new double[judged];
        private final double meanExposure;
        private final double[] ofOneClient = new double[judged];

        Latest(CountState state, double rate) {
            this.state = state;
            this.rate = rate;
            this.size = size(state);
            var exposures = 0.0;
            var known = 0;
            for (int age = 0; age < judged; age++) {
                if (isKnown(age)) {
                    var best = Likelihood.log(errors(age), Math.max(LEAST_MEAN, (double) errors(age)), STEADY);
                    chance[age] = Math.max(best - MOST_BETTER, Likelihood.log(errors(age), expected(age), size));
                    exposures += exposure(age);
                    known++;
                }
            }
            meanExposure = exposures / known;
            for (int age = 0; age < judged; age++) {
                ofOneClient[age] = ofOneClient(age);
            }
        }

        private boolean isKnown(int age) {
            return !state.bins.isApart(state.bin - age) && exposure(age) > 0;
        }

        private long errors(int age) {
            return state.bins.errors(state.bin - age);
        }

        private double exposure(int age) {
            return state.bins.exposure(state.bin - age);
        }

        private double expected(int age) {
            return Math.max(LEAST_MEAN, rate * exposure(age));
        }

        /** By so many errors more, which vary by chance alone; in logarithms. */
        private double better(int age, double more) {
            if (!isKnown(age)) {
                return 0;
            }
            var ratio = 1 + more / expected(age);
            return Likelihood.log(errors(age), ratio * expected(age), Math.min(STEADY, ratio * ratio * size))
                    - chance[age];
        }

        /** How much better than chance an incident explains the bins that began so many bins ago. */
        double[] onsets() {
            var sums = new double[judged];
            var least = Math.max(LEAST_LEVEL, LEAST_RATIO * rate * meanExposure);
            var most = parameters.exposure() == Exposure.REQUESTS ? meanExposure : Double.MAX_VALUE;
            var levels = 0;
            for (var level = least; levels == 0 || (level <= most && levels < MOST_LEVELS); level *= LEVEL_STEP) {
                var since = 0.0;
                for (int age = 0; age < judged; age++) {
                    var more = level * exposure(age) / meanExposure;
                    var first = since + better(age, FIRST * more);
                    since += better(age, more);
                    sums[age] += (Math.exp(first) + Math.exp(since)) / 2;
                }
                levels++;
            }
            for (int age = 0; age < judged; age++) {
                sums[age] /= levels;
            }
            return sums;
        }

        /** How much better than chance alone chance or a burst explains them: 1 where none does. */
        double orBurst(Bursts bursts) {
            var sum = 1.0;
            for (int length = 1; length <= burstBins; length++) {
                for (int size = 0; size < Bursts.SIZES; size++) {
                    var perBin = bursts.perDay(length, size) * binSeconds / SECONDS_A_DAY;
                    sum += perBin * burst(length, Bursts.excess(size));
                }
            }
            return sum;
        }

        /** One of that size, wherever it began. */
        private double burst(int length, double excess) {
            var better = new double[judged];
            for (int age = 0; age < judged; age++) {
                better[age] = better(age, excess / length) + (length > 1 ? ofOneClient[age] : 0);
            }
            var sum = 0.0;
            for (int began = 0; began < judged; began++) {
                var since = 0.0;
                for (int age = began; age > began - length && age >= 0; age--) {
                    since += better[age];
                }
                sum += Math.exp(since);
            }
            return sum;
        }

        /**
         * How much better one client's burst among errors of chance explains whose errors the bin has than clients do who
         * share them in any way; in logarithms. At most 0: an incident may be one client's, too.
         */
        private double ofOneClient(int age) {
            var elsewhere = state.bins.elsewhere(state.bin - age);
            return elsewhere == 0 || !isKnown(age)
                    ? 0
                    : Math.min(
                            0,
                            Likelihood.log(elsewhere, expected(age), size)
                                    - Likelihood.logOfAnyShare(elsewhere, errors(age) - 1 - elsewhere));
        }

        /** The alarm of the last so many bins, if they have errors enough. */
        Finding finding(int bins) {
            var counted = state.bins.lastNormal(state.bin, bins);
            var mean = Math.max(LEAST_MEAN, rate * counted.exposure());
            return parameters.isNotable(counted.errors(), mean)
                    ? new Finding(
                            Signal.RAISED,
                            Tail.above(counted.errors(), mean, size),
                            (double) counted.errors(),
                            mean,
                            Duration.ofSeconds((long) bins * binSeconds))
                    : Finding.NONE;
        }
    }
}
