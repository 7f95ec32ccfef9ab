package dev.errata.app.lab.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Alarms of recorded events in arrival order, with the totals of their calls where a file has them. Virtual time is the
 * arrival of the events, or the latest time among them so far, and the end of the windows of traffic.
 */
public final class DetectEvents {
    private static final long REMEMBERED_MS = 600_000;

    private final EventBins bins;
    private Set<String> seen = new HashSet<>();
    private Set<String> seenBefore = new HashSet<>();
    private long forgetAt = Long.MIN_VALUE;
    private long clock = Long.MIN_VALUE;

    private DetectEvents(EventBins bins) {
        this.bins = bins;
    }

    /**
     * Writes the alarms of the events.
     *
     * @param traffic null where nobody counted the calls
     * @throws IllegalArgumentException when a line is no such record
     */
    public static void run(Path events, @Nullable Path traffic, Writer alarms) throws IOException {
        try (var eventLines = Files.lines(events, UTF_8);
                var trafficLines =
                        traffic == null ? Files.lines(events, UTF_8).limit(0) : Files.lines(traffic, UTF_8)) {
            var totals = trafficLines
                    .filter(line -> !line.isBlank())
                    .map(DetectEvents::parse)
                    .iterator();
            var first = totals.hasNext() ? totals.next() : null;
            var bins = new EventBins(new AlarmWriter(alarms), first == null ? null : windowMs(first));
            new DetectEvents(bins)
                    .run(
                            eventLines
                                    .filter(line -> !line.isBlank())
                                    .map(DetectEvents::parse)
                                    .iterator(),
                            first,
                            totals);
        }
    }

    private void run(Iterator<JsonNode> events, @Nullable JsonNode firstTotal, Iterator<JsonNode> totals) {
        var total = firstTotal;
        while (events.hasNext()) {
            var event = events.next();
            clock = Math.max(clock, millis(event, event.has("arrival") ? "arrival" : "time"));
            for (; total != null && endMs(total) <= clock; total = totals.hasNext() ? totals.next() : null) {
                count(total);
            }
            bins.passTo(clock);
            if (isFirst(event.path("event_id").stringValue(""))) {
                bins.add(EventBins.Failure.of(event, millis(event, "time")));
            }
        }
        for (; total != null; total = totals.hasNext() ? totals.next() : null) {
            count(total);
        }
        bins.finish();
    }

    private void count(JsonNode total) {
        bins.passTo(endMs(total) - 1);
        bins.addRequests(
                millis(total, "time"),
                total.path("model").stringValue(""),
                total.path("requests").longValue());
    }

    /** Redeliveries come within minutes. */
    private boolean isFirst(String id) {
        if (clock >= forgetAt) {
            seenBefore = seen;
            seen = new HashSet<>();
            forgetAt = clock + REMEMBERED_MS;
        }
        return id.isEmpty() || (!seenBefore.contains(id) && seen.add(id));
    }

    private static long endMs(JsonNode total) {
        return millis(total, "time") + windowMs(total);
    }

    private static long windowMs(JsonNode total) {
        return total.path("window_ms").longValue();
    }

    private static long millis(JsonNode record, String field) {
        return Instant.parse(record.path(field).stringValue("")).toEpochMilli();
    }

    private static JsonNode parse(String line) {
        try {
            return Json.parse(line.getBytes(UTF_8));
        } catch (InvalidRecordException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
