package dev.errata.bench.store;

import java.util.Arrays;

/**
 * How long each of some questions took.
 *
 * @param millis in ascending order
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record Times(double[] millis) {
    private static final double NANOS_PER_MILLI = 1e6;

    Times {
        millis = millis.clone();
        Arrays.sort(millis);
    }

    /** One question. */
    @FunctionalInterface
    interface Question {
        void ask() throws Exception;
    }

    /** Milliseconds until it was answered. */
    static double of(Question question) throws Exception {
        var start = System.nanoTime();
        question.ask();
        return (System.nanoTime() - start) / NANOS_PER_MILLI;
    }

    /** The same question so many times. */
    static Times of(int times, Question question) throws Exception {
        var millis = new double[times];
        for (int i = 0; i < times; i++) {
            millis[i] = of(question);
        }
        return new Times(millis);
    }

    double median() {
        return share(0.5);
    }

    double p99() {
        return share(0.99);
    }

    private double share(double share) {
        return millis[(int) Math.min(millis.length - 1, Math.floor(millis.length * share))];
    }
}
