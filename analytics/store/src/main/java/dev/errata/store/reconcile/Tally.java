package dev.errata.store.reconcile;

import java.time.Instant;
import java.util.function.Consumer;

/** Adds up what is found on the way. Used by one thread. */
final class Tally {
    private final Instant from;
    private final Instant to;
    private final boolean repair;
    private final Consumer<Difference> each;
    private Instant totalsFrom;
    private long compared;
    private long events;
    private long requests;
    private long differences;
    private long missing;

    Tally(Instant from, Instant to, boolean repair, Consumer<Difference> each) {
        this.from = from;
        this.to = to;
        this.totalsFrom = from;
        this.repair = repair;
        this.each = each;
    }

    void errors(Found found) {
        events += found.recomputed();
        add(found);
    }

    /** Of an hour whose records of totals are, or are not, all there. */
    void totals(Span hour, boolean recorded, Found found) {
        requests += found.recomputed();
        add(found);
        if (!recorded) {
            totalsFrom = hour.to();
        }
    }

    void rollUps(Found found) {
        add(found);
    }

    Report report() {
        return new Report(from, to, compared, events, requests, totalsFrom, differences, missing, repair);
    }

    private void add(Found found) {
        compared += found.compared();
        differences += found.differences().size();
        for (var difference : found.differences()) {
            missing += Math.abs(difference.missing());
            each.accept(difference);
        }
    }
}
