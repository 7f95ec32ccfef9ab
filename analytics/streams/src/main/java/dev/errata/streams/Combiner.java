package dev.errata.streams;

import dev.errata.core.EventJudge;
import dev.errata.core.TimeRules;
import dev.errata.streams.Partial.Input;
import java.time.Instant;
import java.util.Collection;

/**
 * Adds up the counted events of one input partition, so that what goes on to the cube grows with the series that are
 * active and not with the events. What it holds belongs to the transaction that is open: it has to be {@link #drain
 * drained} before that commits. One thread.
 */
final class Combiner {
    private final Input input;
    private final PlaceBook book;

    private Tally tally;
    private boolean isEmpty = true;
    private long reached = Long.MIN_VALUE;
    private long told = Long.MIN_VALUE;

    /** The book is that of the thread. */
    Combiner(Input input, PlaceBook book) {
        this.input = input;
        this.book = book;
        this.tally = new Tally(book.places());
    }

    /** Counts the event that was judged last. */
    void add(EventJudge judge) {
        if (isEmpty) {
            begin();
        }
        var judged = TimeRules.judgedSecond(judge.windowSecond(), reached);
        tally.add(tally.places().of(judge, judged), judge.isWithoutRequestId());
    }

    private void begin() {
        isEmpty = false;
        if (tally.places() != book.places()) {
            tally = new Tally(book.places());
        }
    }

    /** The partition has been read up to this append time, in milliseconds. */
    void reach(long appended) {
        reached = Math.max(reached, appended);
    }

    /** Whether it should be drained before the commit. */
    boolean isFull() {
        return !isEmpty && tally.places().isFull();
    }

    /** Sends all that they hold, and behind it how far each partition has been read; they are empty then. */
    static void drain(Collection<Combiner> combiners, PartialOutput output) {
        var telling = combiners.stream().filter(Combiner::hasNews).toList();
        if (telling.isEmpty()) {
            return;
        }
        var sums = new Sums();
        telling.forEach(combiner -> combiner.giveTo(sums));
        var one = telling.getFirst();
        one.book.sent(sums.send(one.input, one.reached(), output));
        telling.forEach(combiner -> output.send(
                PartialOutput.NO_PROJECT, new Partial(combiner.input, combiner.reached(), new Partial.Tick())));
    }

    private Instant reached() {
        return Instant.ofEpochMilli(reached);
    }

    private boolean hasNews() {
        return !isEmpty || reached != told;
    }

    private void giveTo(Sums sums) {
        if (!isEmpty) {
            sums.add(tally);
            tally.clear();
            isEmpty = true;
        }
        told = reached;
    }
}
