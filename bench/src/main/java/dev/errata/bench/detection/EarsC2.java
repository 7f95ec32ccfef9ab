package dev.errata.bench.detection;

import java.util.ArrayDeque;

/** EARS C2: more than the mean and three standard deviations of an hour that ended two minutes ago, and five errors. */
final class EarsC2 implements Rival {
    private final ArrayDeque<Integer> recent = new ArrayDeque<>();
    private final ArrayDeque<Integer> base = new ArrayDeque<>();
    private final int guard;
    private final int size;
    private final Gate gate;
    private long sum;
    private long squares;

    EarsC2(int binSeconds) {
        guard = 120 / binSeconds;
        size = 3600 / binSeconds;
        gate = new Gate(300 / binSeconds);
    }

    @Override
    public boolean step(int start, int errors, int requests) {
        var mean = base.isEmpty() ? 0 : sum / (double) base.size();
        var deviation = base.isEmpty() ? 0 : Math.sqrt(Math.max(0, squares / (double) base.size() - mean * mean));
        var ready = base.size() >= size / 2;
        push(errors);
        return ready && gate.step(errors > mean + 3 * Math.max(deviation, 0.3) && errors >= 5);
    }

    private void push(int errors) {
        recent.add(errors);
        if (recent.size() > guard) {
            int value = recent.remove();
            base.add(value);
            sum += value;
            squares += (long) value * value;
        }
        if (base.size() > size) {
            int value = base.remove();
            sum -= value;
            squares -= (long) value * value;
        }
    }
}
