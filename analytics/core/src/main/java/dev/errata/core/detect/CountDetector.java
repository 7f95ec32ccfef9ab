package dev.errata.core.detect;

import dev.errata.core.detect.CountParameters.Exposure;
import java.time.Instant;
import java.util.List;

/**
 * Finds too many errors: the tail of the predictive distribution (gamma-Poisson, so negative binomial) over windows of
 * 10 s to 20 min and, in a slow lane, to 6 h. What is normal is learned from bins that are 30 min old, never from those
 * of an alarm, and no bin can lift it by much.
 *
 * <p>State: at most 2 KB a series. Adding an observation costs about a microsecond.
 */
public final class CountDetector implements Detector<Observation, CountState> {
    /** An alarm that lasts longer has become the new normal. */
    private static final int ACCEPTED_SECONDS = 6 * 3600;

    /** Of the level that is then accepted, so much is believed: it may end soon. */
    private static final double ACCEPTED_ERRORS = 20;

    private static final double HALF = 0.5;
    private static final double CALM_SCORE = 1;
    private static final double CALM_RATIO = 1.3;

    /** The look that shows whether an alarm is over at once. */
    private static final int LOOK_SECONDS = 120;

    /** An alarm is weaker than it was, and not over, with so much of the most excess that it had. */
    private static final double WEAKER = 0.25;

    /** The look has so many standard deviations fewer errors than a weaker one would have, where it is over. */
    private static final double MISSED_DEVIATIONS = 3;

    private static final int SECONDS_A_DAY = 86_400;
    private static final Bins.Counted NOTHING = new Bins.Counted(0, 0, 0);

    private final CountParameters parameters;
    private final int binSeconds;
    private final int lag;
    private final int binsABlock;
    private final Scan scan;
    private final Onset onset;
    private final SlowLane slowLane;

    public CountDetector(CountParameters parameters) {
        var windows = Windows.of(parameters);
        this.parameters = parameters;
        this.binSeconds = windows.binSeconds();
        this.lag = Windows.lagBins(binSeconds);
        this.binsABlock = Windows.BLOCK_SECONDS / binSeconds;
        this.scan = new Scan(parameters, windows);
        this.onset = new Onset(parameters, windows);
        this.slowLane = new SlowLane(parameters, windows);
    }

    @Override
    public String name() {
        return "count";
    }

    @Override
    public CountState start() {
        return new CountState(lag);
    }

    @Override
    public StateCodec<CountState> codec() {
        return new CountState.Codec(lag);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException for a bin that is not later than the last one
     */
    @Override
    public Step<CountState> next(CountState before, Observation observation) {
        return next(before, observation, Bursts.UNKNOWN);
    }

    /**
     * As {@link #next(CountState, Observation)}, in a stream whose bursts are known: what none of them would explain
     * need not last longer than a burst to be an alarm.
     */
    public Step<CountState> next(CountState before, Observation observation, Bursts bursts) {
        var state = before.copy();
        var bin = Math.floorDiv(observation.start().getEpochSecond(), binSeconds);
        if (bin <= state.bin) {
            throw new IllegalArgumentException("bins come in order: " + observation.start());
        }
        passSilence(state, bin, observation.silence());
        var counted = new Bins.Counted(observation.errors(), observation.exposure(), observation.elsewhere());
        return new Step<>(state, judge(state, advance(state, bin, counted, bursts), bin));
    }

    /**
     * Raises the alarm that the last observation only {@link Signal#SUSPECTED suspected}, since related series show the
     * same at the same time: that is no single client.
     */
    public Step<CountState> corroborate(CountState before, Finding suspected) {
        var state = before.copy();
        return new Step<>(state, raise(state, suspected));
    }

    /** The bursts that an observation has shown to be over: what {@link Bursts} learn from. */
    public List<Burst> ended(CountState before, CountState after) {
        return before.bin == CountState.NEVER ? List.of() : onset.ended(after, before.bin);
    }

    /** Ends an alarm whose cause has gone, as related series have shown; without one nothing changes. */
    public CountState release(CountState before) {
        var state = before.copy();
        if (state.alarm.firing()) {
            endAtOnce(state);
        }
        return state;
    }

    private void endAtOnce(CountState state) {
        state.alarm = state.alarm.endAtOnce(state.bin, binSeconds);
        state.blocks.clear();
    }

    /**
     * A series whose exposure was told in another unit until now: of its past the errors of the last half hour are
     * taken over.
     *
     * @param since no bin before is taken over: nothing is known of its exposure in this unit
     * @param end start of the next observation
     * @param exposure of each bin, in this unit
     */
    public CountState inThisUnit(CountState before, Instant since, Instant end, long exposure) {
        var state = start();
        var next = Math.floorDiv(end.getEpochSecond(), binSeconds);
        var sinceBin = Math.floorDiv(since.getEpochSecond(), binSeconds);
        state.first = Math.min(next - 1, Math.max(Math.max(before.first, sinceBin), next - lag));
        for (var bin = state.first; bin < next; bin++) {
            advance(state, bin, inThisUnit(before, bin, exposure), Bursts.UNKNOWN);
        }
        return state;
    }

    private static Bins.Counted inThisUnit(CountState before, long bin, long exposure) {
        if (bin > before.bin) {
            return new Bins.Counted(0, exposure, 0);
        }
        return before.bins.isApart(bin)
                ? new Bins.Counted(0, 0, 0)
                : new Bins.Counted(before.bins.errors(bin), exposure, before.bins.elsewhere(bin));
    }

    /** The bins that nobody sent, for want of errors or of news. What is older than a day is forgotten anyway. */
    private void passSilence(CountState state, long bin, long silence) {
        if (state.bin == CountState.NEVER) {
            state.first = bin;
            return;
        }
        var missing = bin - state.bin - 1;
        var first = Math.max(state.bin + 1, bin - SECONDS_A_DAY / binSeconds);
        for (var silent = first; silent < bin; silent++) {
            var share = silence * (bin - silent) / missing - silence * (bin - silent - 1) / missing;
            var counted = new Bins.Counted(0, share, 0);
            var finding = advance(state, silent, counted, Bursts.UNKNOWN);
            if (state.alarm.firing()) {
                judge(state, finding, silent);
            }
        }
    }

    /** Takes a bin in; answers what stands out with it. */
    private Finding advance(CountState state, long bin, Bins.Counted counted, Bursts bursts) {
        learn(state, bin - lag);
        var firing = state.alarm.firing();
        state.bins.put(bin, counted, firing);
        state.bin = bin;
        if (!firing) {
            state.blocks.add(counted.errors(), counted.exposure() * state.season.factor(bin * binSeconds));
        }
        var result = counted.errors() == 0 ? Scan.Result.NONE : scan.of(state);
        if (counted.errors() > 0 && !firing && !result.isHot()) {
            result = result.or(onset.of(state, bursts, counted.elsewhere() != Observation.UNKNOWN));
        }
        if (!firing) {
            state.peaks = state.peaks.note(result.peak());
        }
        return Math.floorMod(bin + 1, binsABlock) == 0
                ? closeBlock(state, Math.floorDiv(bin, binsABlock), result)
                : result.finding();
    }

    private Finding closeBlock(CountState state, long block, Scan.Result result) {
        state.blocks.close(block);
        if (state.alarm.firing()) {
            state.peaks = state.peaks.dropBlock();
            return result.finding();
        }
        var finding = result.isHot() ? result.finding() : slowLane.of(state, block);
        state.peaks = finding.signal() == Signal.RAISED ? state.peaks.dropBlock() : state.peaks.closeBlock();
        return finding.signal() == Signal.RAISED ? finding : result.finding();
    }

    /** The bin that leaves the last 30 min, unless it belongs to an alarm. */
    private void learn(CountState state, long bin) {
        if (state.bin == CountState.NEVER
                || bin < state.first
                || state.bins.isApart(bin)
                || state.bins.exposure(bin) == 0) {
            return;
        }
        var time = bin * binSeconds;
        double errors = state.bins.errors(bin);
        double exposure = state.bins.exposure(bin);
        var seasoned = exposure * state.season.factor(time);
        var expected = state.baseline.usual().rate() * seasoned;
        var phi = state.dispersion.of(binSeconds, binSeconds);
        var trimmed = Baseline.trimmed(errors, expected, phi);
        state.baseline = state.baseline.learn(binSeconds, errors, seasoned, phi);
        state.dispersion.learn(binSeconds, trimmed, expected);
        if (parameters.exposure() == Exposure.SECONDS) {
            state.season.learn(time, binSeconds, trimmed, state.baseline.slow().rate() * exposure);
        }
    }

    private Finding judge(CountState state, Finding finding, long bin) {
        if (state.alarm.firing()) {
            return goOn(state, finding, bin);
        }
        return finding.signal() == Signal.RAISED && state.alarm.mayBegin(bin) ? raise(state, finding) : notYet(finding);
    }

    private static Finding notYet(Finding finding) {
        return finding.signal() == Signal.RAISED ? finding.as(Signal.NORMAL) : finding;
    }

    private Finding raise(CountState state, Finding finding) {
        var bins = Math.clamp(finding.window().toSeconds() / binSeconds, 1, lag);
        for (int back = 0; back < bins; back++) {
            state.bins.setApart(state.bin - back);
        }
        state.peaks = state.peaks.dropBlock();
        state.alarm = state.alarm.begin(state.bin, finding.window().toSeconds(), excess(state, finding));
        return finding.as(Signal.RAISED);
    }

    /** By exposure; 0 where the window is longer than what is remembered bin by bin. */
    private double excess(CountState state, Finding finding) {
        var bins = finding.window().toSeconds() / binSeconds;
        var exposure = bins > lag ? 0 : state.bins.last(state.bin, (int) bins).exposure();
        return exposure == 0 ? 0 : Math.max(0, finding.observed() - finding.expected()) / exposure;
    }

    private Finding goOn(CountState state, Finding finding, long bin) {
        if ((bin - state.alarm.since()) * binSeconds > ACCEPTED_SECONDS) {
            accept(state);
            return end(state, finding, bin);
        }
        var expectation = Expectation.of(state, binSeconds, parameters.exposure());
        state.alarm = state.alarm.next(bin, binSeconds, isElevated(state, expectation, state.alarm.window()));
        if (!state.alarm.firing()) {
            return end(state, finding, bin);
        }
        var look = state.bins.last(state.bin, looked(LOOK_SECONDS));
        if (isElevated(state, expectation, LOOK_SECONDS)) {
            state.alarm = state.alarm.strongest((look.errors() - expected(expectation, look)) / look.exposure());
            return finding.as(Signal.FIRING);
        }
        if (!isMissed(state, expectation, look)) {
            return finding.as(Signal.WANING);
        }
        endAtOnce(state);
        return finding.as(Signal.CLEARED);
    }

    /** Whether the errors that an alarm would have that is only weaker than it was are missed in the look. */
    private boolean isMissed(CountState state, Expectation expectation, Bins.Counted look) {
        var usual = expected(expectation, look);
        var weaker = usual + WEAKER * state.alarm.excess() * look.exposure();
        var variance = weaker + state.dispersion.of(LOOK_SECONDS, binSeconds) * usual * usual;
        return weaker > usual && weaker - look.errors() >= MISSED_DEVIATIONS * Math.sqrt(variance);
    }

    private Finding end(CountState state, Finding finding, long bin) {
        state.alarm = state.alarm.end(bin, binSeconds);
        state.blocks.clear();
        return finding.as(Signal.CLEARED);
    }

    /** Whether the last seconds are still above normal. */
    private boolean isElevated(CountState state, Expectation expectation, int seconds) {
        var recent = state.bins.last(state.bin, looked(seconds));
        var mean = expected(expectation, recent);
        if (recent.exposure() == 0 || recent.errors() <= CALM_RATIO * mean) {
            return false;
        }
        var phi = state.dispersion.of(Math.max(seconds, binSeconds), binSeconds);
        var size = 1 / (phi + 1 / (expectation.shape(NOTHING) + HALF));
        return Tail.above(recent.errors(), mean, size) >= CALM_SCORE;
    }

    private int looked(int seconds) {
        return Math.clamp(seconds / binSeconds, 1, lag);
    }

    /** While an alarm goes on: its bins tell nothing of what is normal. */
    private static double expected(Expectation expectation, Bins.Counted recent) {
        return expectation.mean(recent.exposure(), NOTHING);
    }

    private void accept(CountState state) {
        var recent = state.bins.last(state.bin, lag);
        if (recent.exposure() == 0) {
            return;
        }
        var exposure = recent.exposure() * state.season.factor(state.bin * binSeconds);
        var shape = recent.errors() + HALF;
        var believed = Math.min(1, ACCEPTED_ERRORS / shape);
        state.baseline = Baseline.at(new Gamma(shape * believed, exposure * believed));
        for (int back = 0; back < lag; back++) {
            state.bins.setApart(state.bin - back);
        }
    }
}
