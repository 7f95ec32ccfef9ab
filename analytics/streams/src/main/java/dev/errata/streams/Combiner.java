package dev.errata.streams;

import dev.errata.core.CountKey;
import dev.errata.core.EventJudge;
import dev.errata.core.TimeRules;
import dev.errata.streams.Partial.Count;
import dev.errata.streams.Partial.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/**
 * Adds up the counted events of one input partition, so that what goes on to the cube grows with the series that are
 * active and not with the events. What it holds belongs to the transaction that is open: it has to be {@link #drain
 * drained} before that commits. One thread.
 */
final class Combiner {
    /** More would be much to hold, and to send at once; a series takes some 400 bytes, so this is 10,000 of them. */
    private static final long MOST_BYTES = 4L << 20;

    private static final int ENTRY_BYTES = 120;

    private final Input input;

    /** Of the events since it was drained; some have none, see {@link #giveTo}. */
    private final Map<CountKey, Entry> counts = new HashMap<>();

    /** Of series and windows that go on in {@link #counts}, to be judged in a later window. */
    private final Map<String, List<Count>> earlier = new HashMap<>();

    private boolean isEmpty = true;
    private long bytes;
    private long reached = Long.MIN_VALUE;
    private long told = Long.MIN_VALUE;

    Combiner(Input input) {
        this.input = input;
    }

    private static final class Entry {
        private final String project;
        private final Instant window;
        private final Bytes key;
        private final String version;
        private final int bytes;
        private long judged;
        private long events;
        private long withoutRequestId;

        Entry(EventJudge judge, long judged) {
            var rateKey = judge.rateKey();
            this.project = rateKey.project();
            this.window = judge.window();
            this.key = Bytes.wrap(rateKey.toBytes());
            this.version = judge.appVersion();
            this.bytes = ENTRY_BYTES + judge.key().size() + key.get().length;
            this.judged = judged;
        }

        Count count() {
            return new Count(window, judged, key, events, version, withoutRequestId);
        }

        void clear() {
            events = 0;
            withoutRequestId = 0;
        }
    }

    /** Counts the event that was judged last. */
    void add(EventJudge judge) {
        var judged = TimeRules.judgedSecond(judge.windowSecond(), reached);
        var entry = counts.get(judge.key());
        if (entry == null) {
            entry = new Entry(judge, judged);
            counts.put(judge.key().copy(), entry);
            bytes += entry.bytes;
        } else if (entry.judged != judged) {
            putAside(entry, judged);
        }
        entry.events++;
        if (judge.isWithoutRequestId()) {
            entry.withoutRequestId++;
        }
        isEmpty = false;
    }

    private void putAside(Entry entry, long judged) {
        if (entry.events > 0) {
            earlier.computeIfAbsent(entry.project, _ -> new ArrayList<>()).add(entry.count());
            bytes += ENTRY_BYTES;
        }
        entry.judged = judged;
        entry.clear();
    }

    /** The partition has been read up to this append time, in milliseconds. */
    void reach(long appended) {
        reached = Math.max(reached, appended);
    }

    /** Whether it should be drained before the commit. */
    boolean isFull() {
        return bytes > MOST_BYTES;
    }

    /** Sends all that they hold, and behind it how far each partition has been read; they are empty then. */
    static void drain(Collection<Combiner> combiners, PartialOutput output) {
        var telling = combiners.stream().filter(Combiner::hasNews).toList();
        if (telling.isEmpty()) {
            return;
        }
        var sums = new Sums();
        telling.forEach(combiner -> combiner.giveTo(sums));
        sums.send(telling.getFirst().input, telling.getFirst().reached(), output);
        telling.forEach(combiner -> output.send(
                PartialOutput.NO_PROJECT, new Partial(combiner.input, combiner.reached(), new Partial.Tick())));
    }

    private Instant reached() {
        return Instant.ofEpochMilli(reached);
    }

    private boolean hasNews() {
        return !isEmpty || reached != told;
    }

    /** What had events this time stays at hand, at zero: it will have more, and making an entry costs half an event. */
    private void giveTo(Sums sums) {
        earlier.forEach((project, some) -> some.forEach(count -> sums.add(project, count)));
        earlier.clear();
        counts.values().removeIf(entry -> entry.events == 0);
        for (var entry : counts.values()) {
            sums.add(entry.project, entry.count());
            entry.clear();
        }
        bytes = counts.values().stream().mapToLong(entry -> entry.bytes).sum();
        if (isFull()) {
            counts.clear();
            bytes = 0;
        }
        isEmpty = true;
        told = reached;
    }
}
