package dev.errata.emitter;

import dev.errata.contract.TrafficRecord.Calls;

/**
 * What was counted for one target in one window.
 *
 * @param lost failed attempts that did not get to Errata
 */
record Sums(Tally tally, long lost) {
    private static final Tally NOTHING = new Tally(0, 0, 0, 0);

    static Sums of(Tally tally) {
        return new Sums(tally, 0);
    }

    static Sums lost(long attempts) {
        return new Sums(NOTHING, attempts);
    }

    Sums plus(Sums other) {
        var more = other.tally;
        return new Sums(
                new Tally(
                        tally.requests() + more.requests(),
                        tally.calls() + more.calls(),
                        tally.callsFailed() + more.callsFailed(),
                        tally.callsRescued() + more.callsRescued()),
                lost + other.lost);
    }

    /** Never more failed and rescued calls than calls: the contract refuses the others. */
    Calls calls() {
        return new Calls(
                Math.max(tally.calls(), tally.callsFailed() + tally.callsRescued()),
                tally.callsFailed(),
                tally.callsRescued());
    }
}
