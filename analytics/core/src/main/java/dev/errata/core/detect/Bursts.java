package dev.errata.core.detect;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;

/**
 * What bursts are like in the series of one stream: how many of each length and size there are. One series has too few
 * to learn from, so all of them share this. Where few have been seen, sizes have a Pareto tail, whose exponent is
 * Hill's estimate (B. M. Hill, A Simple General Approach to Inference About the Tail of a Distribution, Annals of
 * Statistics 3, 1975). Never changed, only replaced; fades, and takes less than 1 KB.
 */
public final class Bursts {
    /** Nothing has been seen. */
    public static final Bursts UNKNOWN = new Bursts(Long.MIN_VALUE, 0, 0, new double[Bursts.LONGEST * Bursts.SIZES]);

    /** In bins; more are told apart in no stream. */
    static final int LONGEST = 6;

    /** Smaller ones are noise, and raise no alarm. */
    static final double LEAST_EXCESS = 4;

    /** Sizes that are told apart: each is twice the one before, and the last one has no end. */
    static final int SIZES = 12;

    private static final byte VERSION = 1;
    private static final double SECONDS_A_DAY = 86_400;
    private static final double HALF_LIFE_SECONDS = 7 * SECONDS_A_DAY;

    /** Before so many days of series nobody should rely on it. */
    private static final double ENOUGH_DAYS = 7;

    /** What is usual until there is evidence, and how much of it weighs as much. */
    private static final double USUAL_A_DAY = 1;

    private static final double USUAL_DAYS = 60;
    private static final double USUAL_BURSTS = 5;
    private static final double USUAL_EXPONENT = 1;

    private final long until;
    private final double days;

    /** Sum of the logarithms of all sizes over the least. */
    private final double logExcess;

    /** By length, then by size. */
    private final double[] counts;

    private Bursts(long until, double days, double logExcess, double[] counts) {
        this.until = until;
        this.days = days;
        this.logExcess = logExcess;
        this.counts = counts;
    }

    /**
     * With what has been seen by then, in any order.
     *
     * @param series that were watched since the last time
     * @param ended bursts of them
     */
    public Bursts with(Instant time, int series, Collection<Burst> ended) {
        var at = time.getEpochSecond();
        var passed = until == Long.MIN_VALUE ? 0 : Math.max(0, at - until);
        var kept = Math.pow(0.5, passed / HALF_LIFE_SECONDS);
        var newCounts = Arrays.stream(counts).map(count -> kept * count).toArray();
        var newLogExcess = kept * logExcess;
        for (var burst : ended.stream().sorted().toList()) {
            if (burst.excess() >= LEAST_EXCESS && burst.bins() <= LONGEST) {
                newCounts[place(burst.bins(), size(burst.excess()))]++;
                newLogExcess += Math.log(burst.excess() / LEAST_EXCESS);
            }
        }
        return new Bursts(Math.max(until, at), kept * days + series * passed / SECONDS_A_DAY, newLogExcess, newCounts);
    }

    /** Whether enough has been seen to tell a burst from something else. */
    boolean areKnown() {
        return days >= ENOUGH_DAYS;
    }

    /** How many of that length and size a series has a day: as many as were seen, and no less than the tail has. */
    double perDay(int bins, int size) {
        var seen = 0.0;
        for (int any = 0; any < SIZES; any++) {
            seen += counts[place(bins, any)];
        }
        var inTail = (USUAL_A_DAY * USUAL_DAYS + seen) * (shareAbove(size) - shareAbove(size + 1));
        return Math.max(inTail, counts[place(bins, size)]) / (USUAL_DAYS + days);
    }

    /** What bursts of that size have beyond what was expected, in the middle. */
    static double excess(int size) {
        return LEAST_EXCESS * Math.pow(2, size + 0.5);
    }

    private double shareAbove(int size) {
        var count = Arrays.stream(counts).sum();
        var exponent = (USUAL_BURSTS + count) / (USUAL_BURSTS / USUAL_EXPONENT + logExcess);
        return size == SIZES ? 0 : Math.pow(2, -exponent * size);
    }

    private static int size(double excess) {
        return Math.clamp(Math.getExponent(excess / LEAST_EXCESS), 0, SIZES - 1);
    }

    private static int place(int bins, int size) {
        return (bins - 1) * SIZES + size;
    }

    /** As it is stored. */
    public byte[] toBytes() {
        var out = new StateOutput();
        out.whole(VERSION);
        out.whole(until);
        out.real(days);
        out.real(logExcess);
        out.reals(counts);
        return out.toByteArray();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Bursts read(byte[] bytes) {
        return StateInput.read(bytes, in -> {
            if (in.whole() != VERSION) {
                throw new IllegalArgumentException("bursts of another version");
            }
            var bursts = new Bursts(in.whole(), in.real(), in.real(), in.reals());
            if (bursts.counts.length != LONGEST * SIZES) {
                throw new IllegalArgumentException("bursts of " + bursts.counts.length + " kinds");
            }
            return bursts;
        });
    }
}
