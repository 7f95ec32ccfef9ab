package dev.errata.app.lab.detect;

import dev.errata.core.detect.CountDetector;
import dev.errata.core.detect.CountParameters;
import dev.errata.core.detect.CountParameters.Exposure;
import dev.errata.core.detect.Observation;
import dev.errata.core.detect.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Counts events and calls in bins, and shows each bin to the detector a second after its end. */
final class EventBins {
    private static final long SECOND = 1000;
    private static final long SHORTEST_BIN = 10 * SECOND;

    private final AlarmWriter alarms;
    private final boolean hasTraffic;
    private final long binMs;
    private final Watch<Series> watch;
    private final TreeMap<Long, Bin> open = new TreeMap<>();
    private final Set<Series> series = new LinkedHashSet<>();
    private final Map<String, Past> models = new HashMap<>();
    private long next = Long.MIN_VALUE;

    /** @param trafficWindowMs null where the totals of calls are not known */
    EventBins(AlarmWriter alarms, @Nullable Long trafficWindowMs) {
        this.alarms = alarms;
        this.hasTraffic = trafficWindowMs != null;
        this.binMs = trafficWindowMs == null ? SHORTEST_BIN : Math.max(SHORTEST_BIN, trafficWindowMs);
        var exposure = hasTraffic ? Exposure.REQUESTS : Exposure.SECONDS;
        this.watch =
                new Watch<>(new CountDetector(CountParameters.of(Duration.ofMillis(binMs), exposure)), Series::groups);
    }

    /** An event that arrives after its bin was shown counts in the oldest that was not. */
    void add(Failure failure) {
        var bin = bin(failure.timeMs);
        series.add(failure.series);
        bin.errors.computeIfAbsent(failure.series, name -> new HashMap<>()).merge(failure.app, 1L, Long::sum);
    }

    void addRequests(long timeMs, String model, long requests) {
        bin(timeMs).requests.merge(model, requests, Long::sum);
    }

    /** Virtual time has come to here: shows all bins that are over. */
    void passTo(long clockMs) {
        while (next != Long.MIN_VALUE && next + binMs + SECOND <= clockMs) {
            close();
        }
    }

    void finish() {
        while (!open.isEmpty()) {
            close();
        }
    }

    private Bin bin(long timeMs) {
        var start = timeMs - Math.floorMod(timeMs, binMs);
        if (next == Long.MIN_VALUE) {
            next = start;
        }
        return open.computeIfAbsent(Math.max(next, start), time -> new Bin());
    }

    private void close() {
        var bin = open.getOrDefault(next, new Bin());
        open.remove(next);
        var start = Instant.ofEpochMilli(next);
        series.forEach(known -> show(known, bin, start));
        var sent = Instant.ofEpochMilli(next + binMs + SECOND);
        watch.closeBin(start).forEach(change -> alarms.write(sent, change.series(), change.finding()));
        series.stream()
                .map(Series::model)
                .distinct()
                .forEach(model -> past(model).pass(exposure(model, bin)));
        bin.requests.keySet().stream()
                .filter(model ->
                        series.stream().noneMatch(known -> known.model().equals(model)))
                .forEach(model -> past(model).pass(exposure(model, bin)));
        next += binMs;
    }

    private void show(Series known, Bin bin, Instant start) {
        var errors = bin.errors.getOrDefault(known, Map.of());
        var exposure = exposure(known.model(), bin);
        var all = exposure == 0
                ? 0
                : errors.values().stream().mapToLong(count -> count).sum();
        var most = errors.values().stream().mapToLong(count -> count).max().orElse(0);
        var silence = 0L;
        if (!watch.knows(known) && past(known.model()).since.isBefore(start)) {
            watch.begin(known, past(known.model()).since);
            silence = past(known.model()).exposure;
        }
        watch.observe(known, new Observation(start, all, exposure, silence, Math.max(0, all - most)));
    }

    /** What could fail: the model's calls, or time where nobody counts them. */
    private long exposure(String model, Bin bin) {
        return hasTraffic ? bin.requests.getOrDefault(model, 0L) : binMs / SECOND;
    }

    private Past past(String model) {
        return models.computeIfAbsent(model, name -> new Past(Instant.ofEpochMilli(next)));
    }

    /** A failed call. */
    record Failure(long timeMs, Series series, String app) {
        static Failure of(JsonNode event, long timeMs) {
            var series = new Series(
                    event.path("code").asString(""),
                    event.path("type").asString(""),
                    event.path("model").asString(""),
                    event.path("provider").asString(""));
            return new Failure(timeMs, series, event.path("app").asString(""));
        }
    }

    /** What a model could have failed at before a code was first seen of it. */
    private static final class Past {
        private final Instant since;
        private long exposure;

        Past(Instant since) {
            this.since = since;
        }

        void pass(long more) {
            exposure += more;
        }
    }

    private static final class Bin {
        private final Map<Series, Map<String, Long>> errors = new HashMap<>();
        private final Map<String, Long> requests = new HashMap<>();
    }
}
