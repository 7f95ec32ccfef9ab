package dev.errata.store.sink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Counters of one name whose labels come from outside, the project first. Nobody's endless names fill the memory, or
 * Prometheus: beyond the caps all that is new is counted under {@link #OTHER}.
 *
 * <p>A series that is new stands at zero until a scrape has seen it, and counts from then on. Else Prometheus would take
 * its first value for where it began, and miss the first errors of their kind. Safe from any thread.
 */
final class BoundedCounters {
    static final String OTHER = "other";

    private static final int SERIES_PER_PROJECT = 1_000;
    private static final int ALL_SERIES = 10_000;
    private static final int PROJECTS = 100;

    private final MeterRegistry registry;
    private final String name;
    private final String description;
    private final List<String> labels;
    private final Counter folded;
    private final Map<List<String>, Series> series = new ConcurrentHashMap<>();
    private final Queue<Series> unseen = new ConcurrentLinkedQueue<>();

    /** By project; guarded by this. */
    private final Map<String, Integer> sizes = new HashMap<>();

    /** Without series, and {@code errata.metrics.folded} for what goes to {@link #OTHER}. */
    BoundedCounters(MeterRegistry registry, String name, String description, List<String> labels) {
        this.registry = registry;
        this.name = name;
        this.description = description;
        this.labels = labels;
        folded = Counter.builder("errata.metrics.folded")
                .description("Of the counter, what was counted as 'other' since it has too many series")
                .tag("counter", name)
                .register(registry);
    }

    /** One counter. What it shows never falls, whatever is taken back. */
    private static final class Series {
        private final AtomicLong total = new AtomicLong();
        private final AtomicLong highest = new AtomicLong();
        private volatile boolean seen;

        double shown() {
            return seen ? highest.accumulateAndGet(total.get(), Math::max) : 0;
        }
    }

    /**
     * Adds to the series with these values, or, where there is no room for it, to the other one.
     *
     * @param coarse of few different values; its project may become {@link #OTHER}, too
     */
    void add(List<String> values, List<String> coarse, long number) {
        var known = series.get(values);
        if (known == null) {
            known = admit(values, coarse, number);
        }
        known.total.addAndGet(number);
    }

    private synchronized Series admit(List<String> values, List<String> coarse, long number) {
        var admitted = series.get(values);
        if (admitted != null) {
            return admitted;
        }
        var project = values.getFirst();
        var size = sizes.getOrDefault(project, 0);
        var isKnown = sizes.containsKey(project) || sizes.size() < PROJECTS;
        if (isKnown && size < SERIES_PER_PROJECT && series.size() < ALL_SERIES) {
            sizes.put(project, size + 1);
            return series.computeIfAbsent(values, this::register);
        }
        folded.increment((double) Math.max(0, number));
        return series.computeIfAbsent(isKnown ? coarse : inOtherProject(coarse), this::register);
    }

    private static List<String> inOtherProject(List<String> values) {
        var copy = new ArrayList<>(values);
        copy.set(0, OTHER);
        return List.copyOf(copy);
    }

    private Series register(List<String> values) {
        var added = new Series();
        FunctionCounter.builder(name, added, Series::shown)
                .description(description)
                .tags(IntStream.range(0, labels.size())
                        .mapToObj(label -> Tag.of(labels.get(label), values.get(label)))
                        .toList())
                .register(registry);
        unseen.add(added);
        return added;
    }

    /** Those that the next scrape will show at zero; to be run when it has. */
    Runnable scraping() {
        var now = new ArrayList<Series>();
        for (var next = unseen.poll(); next != null; next = unseen.poll()) {
            now.add(next);
        }
        return () -> now.forEach(shown -> shown.seen = true);
    }
}
