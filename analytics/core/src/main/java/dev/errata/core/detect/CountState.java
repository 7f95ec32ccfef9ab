package dev.errata.core.detect;

/** What a {@link CountDetector} remembers of a series. Never changed once it has been given away. */
public final class CountState {
    /** No observation yet. */
    static final long NEVER = Long.MIN_VALUE;

    private static final int YOUNG_SECONDS = 7200;

    /** The newest bin, counted from the epoch. */
    long bin = NEVER;

    /** The first one. */
    long first = NEVER;

    final Bins bins;
    final Blocks blocks;
    final Season season;
    final Dispersion dispersion;
    Baseline baseline = Baseline.UNKNOWN;
    Peaks peaks = Peaks.NONE;
    Alarm alarm = Alarm.NEVER;

    CountState(int size) {
        this(new Bins(size), new Blocks(), new Season(), new Dispersion());
    }

    private CountState(Bins bins, Blocks blocks, Season season, Dispersion dispersion) {
        this.bins = bins;
        this.blocks = blocks;
        this.season = season;
        this.dispersion = dispersion;
    }

    /** How many bins the baseline could have learned from; at most 0 while all of them wait. */
    long learnedBins() {
        return bin - first + 1 - bins.size();
    }

    /** Whether hardly anything is known of it. */
    boolean isYoung(int binSeconds) {
        return learnedBins() * binSeconds < YOUNG_SECONDS;
    }

    CountState copy() {
        return new CountState(bins.copy(), blocks.copy(), season.copy(), dispersion.copy())
                .at(bin, first, baseline, peaks, alarm);
    }

    private CountState at(long newBin, long newFirst, Baseline newBaseline, Peaks newPeaks, Alarm newAlarm) {
        bin = newBin;
        first = newFirst;
        baseline = newBaseline;
        peaks = newPeaks;
        alarm = newAlarm;
        return this;
    }

    /** All of it, as {@link StateCodec} stores it. What was written before there was a format begins with a bin. */
    record Codec(int size) implements StateCodec<CountState> {
        private static final long FORMAT = -2;

        @Override
        public byte[] encode(CountState state) {
            var out = new StateOutput();
            out.whole(FORMAT);
            out.whole(state.bin);
            out.whole(state.first);
            state.bins.write(out);
            state.blocks.write(out);
            state.season.write(out);
            state.dispersion.write(out);
            state.baseline.write(out);
            state.peaks.write(out);
            state.alarm.write(out);
            return out.toByteArray();
        }

        @Override
        public CountState decode(byte[] bytes) {
            return StateInput.read(bytes, this::read);
        }

        private CountState read(StateInput in) {
            var head = in.whole();
            var bin = head == FORMAT ? in.whole() : head;
            var first = in.whole();
            var bins = head == FORMAT ? Bins.read(in) : Bins.readWhole(in);
            if (bins.size() != size) {
                throw new IllegalArgumentException("a state of " + bins.size() + " bins, not of " + size);
            }
            return new CountState(bins, Blocks.read(in), Season.read(in), Dispersion.read(in))
                    .at(bin, first, Baseline.read(in), Peaks.read(in), Alarm.read(in));
        }
    }
}
