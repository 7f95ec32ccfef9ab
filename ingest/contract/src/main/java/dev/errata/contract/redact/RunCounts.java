package dev.errata.contract.redact;

import java.util.Arrays;
import java.util.List;

/**
 * Counts several runs at once while somebody goes through a text: each has 16 bits of one number. With every character
 * all of them grow by their step, and those that the character ends fall back to zero. The steps are such that each
 * sets the same bit when it is long enough, so that one look at the end tells. Immutable.
 */
final class RunCounts {
    private static final int ASCII = 128;
    private static final int LANE = Short.SIZE;
    private static final long LANE_MASK = (1L << LANE) - 1;

    /** Two bits short of the lane: what comes after it has been set does not matter any more. */
    private static final long ENOUGH = 1L << (LANE - 2);

    private final List<Run> runs;
    private final long[] goOn = new long[ASCII];
    private final long steps;
    private final long enough;

    /** Up to four of them, of up to 128 characters. */
    RunCounts(List<Run> runs) {
        this.runs = List.copyOf(runs);
        var allSteps = 0L;
        var allEnough = 0L;
        for (int i = 0; i < runs.size(); i++) {
            var run = runs.get(i);
            var shift = i * LANE;
            allSteps |= ((ENOUGH + run.length() - 1) / run.length()) << shift;
            allEnough |= ENOUGH << shift;
            for (char c = 0; c < ASCII; c++) {
                goOn[c] |= run.allowed().has(c) ? LANE_MASK << shift : 0;
            }
        }
        steps = allSteps;
        enough = allEnough;
    }

    /** By how much all grow with a character. */
    long steps() {
        return steps;
    }

    /** By character, the mask of those that it does not end. */
    long[] goOn() {
        return Arrays.copyOf(goOn, ASCII);
    }

    /** Whether one of them is in this text, given all that the counts have been, one or the other. */
    boolean isIn(long beenThere, byte[] ascii, int start, int end) {
        return (beenThere & enough) != 0 && runs.stream().anyMatch(run -> run.isIn(ascii, start, end));
    }
}
