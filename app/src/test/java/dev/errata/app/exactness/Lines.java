package dev.errata.app.exactness;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * One request's worth of events, some of them twice.
 *
 * @param numbers the event of each line
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the HTTP client, never compared
record Lines(long[] numbers, byte[] body) {
    private static final int TWICE_PERCENT = 2;

    /** The events from the first number on, each so many further. */
    static Lines of(Script script, long first, int step, int size, Instant made, Random random) {
        var numbers = new long[size];
        var body = new ByteArrayOutputStream(size * 512);
        for (int i = 0; i < size; i++) {
            var isTwice = i > 0 && random.nextInt(100) < TWICE_PERCENT;
            numbers[i] = isTwice ? numbers[random.nextInt(i)] : first;
            first += isTwice ? 0 : step;
            body.writeBytes(script.line(numbers[i], made));
            body.write('\n');
        }
        return new Lines(numbers, body.toByteArray());
    }

    /** Which lines are no events. */
    Set<Integer> broken(Script script) {
        var broken = new TreeSet<Integer>();
        for (int i = 0; i < numbers.length; i++) {
            if (script.kind(numbers[i]) == Kind.BROKEN) {
                broken.add(i);
            }
        }
        return broken;
    }

    /** The first number that it does not hold. */
    long next(int step) {
        var last = numbers[0];
        for (var number : numbers) {
            last = Math.max(last, number);
        }
        return last + step;
    }
}
