package dev.errata.core.detect;

import java.util.Arrays;

/** What a {@link ValueDetector} remembers of a series. Never changed once it has been given away. */
public final class ValueState {
    /** Values that are kept: a day of five minutes and what comes before the last hours. */
    static final int KEPT = 312;

    private static final int RECORDS = ValueDetector.Deviation.values().length;
    private static final int FIRST_STEPS = 50;

    /** Differences to the first value, which keeps them precise. */
    private final float[] recent;

    /** The greatest deviation of each kind so far, slowly fading. */
    final double[] records;

    long count;
    double first;
    double level;
    double total;
    long firingUntil = -1;
    private long lastSecond;
    private long shortestStep = Long.MAX_VALUE;

    ValueState() {
        this(new float[KEPT], new double[RECORDS]);
    }

    private ValueState(float[] recent, double[] records) {
        this.recent = recent;
        this.records = records;
    }

    ValueState copy() {
        var copy = new ValueState(recent.clone(), records.clone());
        copy.count = count;
        copy.first = first;
        copy.level = level;
        copy.total = total;
        copy.firingUntil = firingUntil;
        copy.lastSecond = lastSecond;
        copy.shortestStep = shortestStep;
        return copy;
    }

    /** Takes a value in; answers it as a difference to the first. */
    double add(Sample sample) {
        if (count == 0) {
            first = sample.value();
        } else if (count <= FIRST_STEPS && sample.time().getEpochSecond() > lastSecond) {
            shortestStep = Math.min(shortestStep, sample.time().getEpochSecond() - lastSecond);
        }
        lastSecond = sample.time().getEpochSecond();
        var value = sample.value() - first;
        recent[(int) (count % KEPT)] = (float) value;
        count++;
        return value;
    }

    /** The value so many places ago; 0 is the newest. */
    double ago(int places) {
        return recent[(int) ((count - 1 - places) % KEPT)];
    }

    /** How many values a day has; 0 where that is not known yet or too many to be kept. */
    int valuesADay(int margin) {
        if (shortestStep == Long.MAX_VALUE) {
            return 0;
        }
        var values = 86_400 / shortestStep;
        return values + margin < KEPT ? (int) values : 0;
    }

    /** All of it, as {@link StateCodec} stores it. */
    static final class Codec implements StateCodec<ValueState> {
        @Override
        public byte[] encode(ValueState state) {
            var out = new StateOutput();
            out.floats(state.recent);
            out.reals(state.records);
            out.whole(state.count);
            out.real(state.first);
            out.real(state.level);
            out.real(state.total);
            out.whole(state.firingUntil);
            out.whole(state.lastSecond);
            out.whole(state.shortestStep);
            return out.toByteArray();
        }

        @Override
        public ValueState decode(byte[] bytes) {
            return StateInput.read(bytes, Codec::read);
        }

        private static ValueState read(StateInput in) {
            var state = new ValueState(Arrays.copyOf(in.floats(), KEPT), Arrays.copyOf(in.reals(), RECORDS));
            state.count = in.whole();
            state.first = in.real();
            state.level = in.real();
            state.total = in.real();
            state.firingUntil = in.whole();
            state.lastSecond = in.whole();
            state.shortestStep = in.whole();
            return state;
        }
    }
}
