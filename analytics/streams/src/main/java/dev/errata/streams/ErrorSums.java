package dev.errata.streams;

import dev.errata.core.RateKey;
import dev.errata.streams.ErrorBlocks.Entry;
import dev.errata.streams.Partial.Count;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Errors of one project in one window, by series. Sums are at hand while anything comes; else they rest in the store, from
 * which they are made again. One thread.
 */
final class ErrorSums {
    private final ErrorBlocks blocks;
    private final String project;

    /** Null while they rest. */
    private @Nullable Map<Bytes, Sum> sums;

    private List<Sum> changed = new ArrayList<>();

    private static final class Sum {
        private final Bytes series;
        private long errors;
        private boolean isChanged;

        Sum(Bytes series) {
            this.series = series;
        }
    }

    /** Takes a sum. */
    @FunctionalInterface
    interface Teller {
        void tell(Bytes series, long errors);
    }

    /** Begins with what the store has. */
    ErrorSums(KeyValueStore<Bytes, byte[]> store, Instant window, String project) {
        this.blocks = new ErrorBlocks(store, window, project);
        this.project = project;
    }

    /**
     * Adds counts; those under more series than may be told apart go under one more.
     *
     * @param known answers an equal series that is held already, so that it is held once
     */
    void add(List<Count> counts, int maxKeys, UnaryOperator<Bytes> known) {
        var all = sums();
        var came = new ArrayList<Entry>(counts.size());
        for (var count : counts) {
            var sum = sum(all, count.key(), maxKeys, known);
            sum.errors += count.events();
            change(sum);
            came.add(new Entry(sum.series, count.events()));
        }
        if (blocks.isReplacementCheaper(all.size(), came.size())) {
            blocks.replace(whole(all));
        } else {
            blocks.append(came);
        }
    }

    private Sum sum(Map<Bytes, Sum> all, Bytes series, int maxKeys, UnaryOperator<Bytes> known) {
        var sum = all.get(series);
        if (sum != null) {
            return sum;
        }
        var admitted = all.size() < maxKeys
                ? known.apply(series)
                : Bytes.wrap(RateKey.otherErrors(project).toBytes());
        return all.computeIfAbsent(admitted, Sum::new);
    }

    private static List<Entry> whole(Map<Bytes, Sum> all) {
        return all.values().stream()
                .map(sum -> new Entry(sum.series, sum.errors))
                .toList();
    }

    private Map<Bytes, Sum> sums() {
        if (sums == null) {
            var read = new HashMap<Bytes, Sum>();
            blocks.read(entry -> read.computeIfAbsent(entry.series(), Sum::new).errors += entry.errors());
            sums = read;
        }
        return sums;
    }

    private void change(Sum sum) {
        if (!sum.isChanged) {
            sum.isChanged = true;
            changed.add(sum);
        }
    }

    /** All of them are to be told. */
    void changeAll() {
        sums().values().forEach(this::change);
    }

    /** Tells what has changed since the last time, as whole sums; answers whether there was any. */
    boolean tell(Teller teller) {
        var told = changed;
        changed = new ArrayList<>();
        told.forEach(sum -> {
            sum.isChanged = false;
            teller.tell(sum.series, sum.errors);
        });
        return !told.isEmpty();
    }

    /** Nothing is to be expected soon, and all has been told: from now on it is in the store only. */
    void rest() {
        if (sums != null) {
            if (blocks.isLoose(sums.size())) {
                blocks.replace(whole(sums));
            }
            sums = null;
        }
    }

    /** Removes it from the store. */
    void delete() {
        blocks.delete();
    }
}
