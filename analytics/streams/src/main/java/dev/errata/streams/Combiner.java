package dev.errata.streams;

import dev.errata.core.CountKey;
import dev.errata.core.EventJudge;
import dev.errata.core.TimeRules;
import dev.errata.streams.Partial.Count;
import dev.errata.streams.Partial.Input;
import java.time.Instant;
import java.util.ArrayList;
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
    /** More would be much to hold, and to send at once; a series takes some 200 bytes, so this is 20,000 of them. */
    private static final long MOST_BYTES = 4L << 20;

    private static final int ENTRY_BYTES = 120;
    private static final int COUNTS_PER_PARTIAL = 1_000;

    private final Input input;
    private final Map<CountKey, Entry> counts = new HashMap<>();

    /** Of series and windows that go on in {@link #counts}, to be judged in a later window. */
    private final Map<String, List<Count>> earlier = new HashMap<>();

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
        private long judged;
        private long events;

        Entry(String project, Instant window, Bytes key, long judged) {
            this.judged = judged;
            this.project = project;
            this.window = window;
            this.key = key;
        }

        Count count() {
            return new Count(window, judged, key, events);
        }
    }

    /** Counts the event that was judged last. */
    void add(EventJudge judged) {
        var window = TimeRules.judgedSecond(judged.windowSecond(), reached);
        var entry = counts.get(judged.key());
        if (entry == null) {
            entry = entry(judged, window);
        } else if (entry.judged != window) {
            earlier.computeIfAbsent(entry.project, project -> new ArrayList<>()).add(entry.count());
            bytes += ENTRY_BYTES;
            entry.judged = window;
            entry.events = 0;
        }
        entry.events++;
    }

    private Entry entry(EventJudge judged, long window) {
        var rateKey = judged.rateKey();
        var entry = new Entry(rateKey.project(), judged.window(), Bytes.wrap(rateKey.toBytes()), window);
        counts.put(judged.key().copy(), entry);
        bytes += ENTRY_BYTES + judged.key().size() + entry.key.get().length;
        return entry;
    }

    /** The partition has been read up to this append time, in milliseconds. */
    void reach(long appended) {
        reached = Math.max(reached, appended);
    }

    /** Whether it should be drained before the commit. */
    boolean isFull() {
        return bytes > MOST_BYTES;
    }

    /** Sends all that it holds, and behind it how far the partition has been read, and is empty then. */
    void drain(PartialOutput output) {
        if (reached == told && counts.isEmpty()) {
            return;
        }
        var time = Instant.ofEpochMilli(reached);
        var byProject = new HashMap<>(earlier);
        for (var entry : counts.values()) {
            byProject
                    .computeIfAbsent(entry.project, project -> new ArrayList<>())
                    .add(entry.count());
        }
        byProject.forEach((project, all) -> {
            for (int from = 0; from < all.size(); from += COUNTS_PER_PARTIAL) {
                var some = all.subList(from, Math.min(all.size(), from + COUNTS_PER_PARTIAL));
                output.send(project, new Partial(input, time, new Partial.Errors(some)));
            }
        });
        output.send(PartialOutput.NO_PROJECT, new Partial(input, time, new Partial.Tick()));
        counts.clear();
        earlier.clear();
        bytes = 0;
        told = reached;
    }
}
