package dev.errata.core.detect;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Which sums of bins, and of blocks, are held against what was expected, and the threshold of each: the budget over the
 * number of windows of that length that a day has, in decades.
 */
final class Windows {
    static final int BLOCK_SECONDS = 600;

    /** Bins that are remembered but not yet learned from, in seconds. */
    static final int LAG_SECONDS = 1800;

    private static final int[] SECONDS = {10, 20, 30, 60, 120, 300, 600, 1200};
    private static final int[] BLOCKS = {6, 12, 36};
    private static final double SECONDS_A_DAY = 86_400;

    /** How many windows of different length and place are worth one independent look. */
    private static final double LOOKS = 20;

    private final int binSeconds;
    private final double budget;

    /** In bins. */
    private final int[] scan;

    private Windows(int binSeconds, double budget, int[] scan) {
        this.binSeconds = binSeconds;
        this.budget = budget;
        this.scan = scan;
    }

    static Windows of(CountParameters parameters) {
        var binSeconds = (int) parameters.bin().toSeconds();
        var shortest = burstBins(parameters.burst(), binSeconds) + 1;
        var bins = lagBins(binSeconds);
        var scan = IntStream.concat(
                        IntStream.of(shortest), IntStream.of(SECONDS).map(seconds -> Math.max(1, seconds / binSeconds)))
                .filter(window -> window <= bins)
                .distinct()
                .sorted()
                .toArray();
        return new Windows(binSeconds, parameters.falseAlarmsPerDay(), scan);
    }

    /** Bins that one client's burst may fill. */
    static int burstBins(Duration burst, int binSeconds) {
        return Math.max(1, Math.ceilDiv((int) burst.toSeconds(), binSeconds));
    }

    static int lagBins(int binSeconds) {
        return Math.max(2, LAG_SECONDS / binSeconds);
    }

    /** Lengths of the windows in bins, rising. */
    int[] scan() {
        return scan.clone();
    }

    /** Lengths of the slow lane's windows in blocks, rising. */
    int[] slow() {
        return BLOCKS.clone();
    }

    /** In decades, for windows of so many seconds. */
    double threshold(double seconds) {
        return Math.log10(LOOKS * SECONDS_A_DAY / seconds / budget);
    }

    int binSeconds() {
        return binSeconds;
    }
}
