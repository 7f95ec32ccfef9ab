package dev.errata.store.query;

import dev.errata.store.query.Series.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The points of one series, gathered in any order. */
final class SeriesPoints {
    private final long start;
    private final long step;
    private final long[] errors;
    private final long[] requests;
    private final BitSet known = new BitSet();
    private final BitSet called = new BitSet();
    private final BitSet open = new BitSet();

    SeriesPoints(TimeGrid grid) {
        start = grid.from().getEpochSecond();
        step = grid.step().toSeconds();
        errors = new long[Math.toIntExact(grid.size())];
        requests = new long[errors.length];
    }

    /** Errors of some time, which are added to those of its bucket. */
    void addErrors(long second, long count, boolean closed) {
        errors[note(second, closed)] += count;
    }

    /** All requests of some time, likewise. */
    void addRequests(long second, long count, boolean closed) {
        var bucket = note(second, closed);
        requests[bucket] += count;
        called.set(bucket);
    }

    /** Those of which anything is known, in order of time. */
    List<Point> list() {
        var points = new ArrayList<Point>(known.cardinality());
        for (int bucket = known.nextSetBit(0); bucket >= 0; bucket = known.nextSetBit(bucket + 1)) {
            points.add(new Point(
                    Instant.ofEpochSecond(start + bucket * step),
                    errors[bucket],
                    called.get(bucket) ? requests[bucket] : null,
                    !open.get(bucket)));
        }
        return points;
    }

    private int note(long second, boolean closed) {
        var bucket = (int) ((second - start) / step);
        known.set(bucket);
        if (!closed) {
            open.set(bucket);
        }
        return bucket;
    }
}
