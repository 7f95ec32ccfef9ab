package dev.errata.core.detect;

import java.time.Duration;

/**
 * Finds what is unusual in any series of values, upwards and downwards: several deviations, each as a ratio to the
 * greatest that the series has had so far. A score of 1 is as unusual as ever. An honest stream: nothing is known of a
 * series but its past.
 */
public final class ValueDetector implements Detector<Sample, ValueState> {
    /** Values that make up the present. */
    private static final int PRESENT = 12;

    /** Values before them. */
    private static final int PAST = 288;

    private static final int FIRST_SPIKE = 10;
    private static final int WARM_UP = 100;

    /** Yesterday's values this near count as the same time of day. */
    private static final int DAY_MARGIN = 3;

    private static final int LEAST_VALUES_A_DAY = 12;
    private static final double RECORD_KEPT = 0.9999;
    private static final double LEVEL_WEIGHT = 0.2;

    /** An alarm has to be half as unusual again as anything before. */
    private static final double ALARM = 1.5;

    /** Before so many values, records are too young to be held against. */
    private static final int ALARM_WARM_UP = 2 * (PRESENT + PAST);

    /** Values without another reason that end an alarm. */
    private static final int CALM = 50;

    /** The kinds, and what a record of each is worth. */
    enum Deviation {
        SPIKE(0, 1, FIRST_SPIKE),
        YESTERDAY(1, 0.9, FIRST_SPIKE),
        SHIFT(2, 1, PRESENT + PAST),
        SPREAD(3, 0.9, PRESENT + PAST),
        LEVEL(4, 1, PRESENT + PAST);

        /** Of its record in the state. */
        private final int place;

        private final double weight;

        /** Values without it, about. */
        private final int begins;

        Deviation(int place, double weight, int begins) {
            this.place = place;
            this.weight = weight;
            this.begins = begins;
        }
    }

    @Override
    public String name() {
        return "value";
    }

    @Override
    public ValueState start() {
        return new ValueState();
    }

    @Override
    public StateCodec<ValueState> codec() {
        return new ValueState.Codec();
    }

    @Override
    public Step<ValueState> next(ValueState before, Sample sample) {
        var state = before.copy();
        var value = state.add(sample);
        var score = 0.0;
        for (var deviation : Deviation.values()) {
            score = Math.max(score, compare(state, deviation, deviationOf(state, deviation, value)));
        }
        var expected = state.first + state.level;
        state.level += LEVEL_WEIGHT * (value - state.level);
        return new Step<>(state, new Finding(signal(state, score), score, sample.value(), expected, Duration.ZERO));
    }

    /** How many times the record the deviation is; it becomes the record if it is greater. */
    private static double compare(ValueState state, Deviation deviation, double amount) {
        if (Double.isNaN(amount)) {
            return 0;
        }
        var record = state.records[deviation.place];
        state.records[deviation.place] = Math.max(RECORD_KEPT * record, amount);
        return record > 0 && state.count > deviation.begins + WARM_UP ? deviation.weight * amount / record : 0;
    }

    /** NaN where there is not enough of a past. */
    private static double deviationOf(ValueState state, Deviation deviation, double value) {
        return switch (deviation) {
            case SPIKE -> state.count > FIRST_SPIKE + 1 ? Math.abs(value - state.level) : Double.NaN;
            case YESTERDAY -> fromYesterday(state, value);
            case SHIFT -> hasPast(state) ? Math.abs(mean(state, 0, PRESENT) - mean(state, PRESENT, PAST)) : Double.NaN;
            case SPREAD -> hasPast(state) ? spread(state) : Double.NaN;
            case LEVEL -> fromAllBefore(state);
        };
    }

    private static boolean hasPast(ValueState state) {
        return state.count > PRESENT + PAST;
    }

    private static double fromYesterday(ValueState state, double value) {
        var day = state.valuesADay(DAY_MARGIN);
        if (day < LEAST_VALUES_A_DAY || state.count <= day + 2 * DAY_MARGIN) {
            return Double.NaN;
        }
        var nearest = Double.MAX_VALUE;
        for (int place = day - DAY_MARGIN; place <= day + DAY_MARGIN; place++) {
            nearest = Math.min(nearest, Math.abs(value - state.ago(place)));
        }
        return nearest;
    }

    /** Keeps the sum of all that came before the present up to date. */
    private static double fromAllBefore(ValueState state) {
        if (state.count > PRESENT) {
            state.total += state.ago(PRESENT);
        }
        return hasPast(state) ? Math.abs(mean(state, 0, PRESENT) - state.total / (state.count - PRESENT)) : Double.NaN;
    }

    private static double spread(ValueState state) {
        var mean = mean(state, 0, PRESENT);
        var squares = 0.0;
        for (int place = 0; place < PRESENT; place++) {
            var deviation = state.ago(place) - mean;
            squares += deviation * deviation;
        }
        return Math.sqrt(squares / PRESENT);
    }

    private static double mean(ValueState state, int from, int count) {
        var sum = 0.0;
        for (int place = from; place < from + count; place++) {
            sum += state.ago(place);
        }
        return sum / count;
    }

    private static Signal signal(ValueState state, double score) {
        var firing = state.firingUntil >= state.count;
        if (score >= ALARM && state.count > ALARM_WARM_UP) {
            state.firingUntil = state.count + CALM;
            return firing ? Signal.FIRING : Signal.RAISED;
        }
        if (firing) {
            return Signal.FIRING;
        }
        return state.firingUntil == state.count - 1 ? Signal.CLEARED : Signal.NORMAL;
    }
}
