package dev.errata.streams;

import dev.errata.streams.Partial.Count;
import dev.errata.streams.Partial.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/**
 * Counts of one commit, added up over the inputs that it covers: the cube has one addition for a series, not one for each
 * partition that the series came by.
 */
final class Sums {
    private static final int COUNTS_PER_PARTIAL = 1_000;

    private final Map<String, Map<Place, Sum>> projects = new HashMap<>();

    /** As in {@link Count}. */
    private record Place(Instant window, long judged, Bytes key, String version) {}

    private record Sum(long events, long withoutRequestId) {
        Sum plus(Sum other) {
            return new Sum(events + other.events, withoutRequestId + other.withoutRequestId);
        }
    }

    void add(String project, Count count) {
        projects.computeIfAbsent(project, _ -> new HashMap<>())
                .merge(
                        new Place(count.window(), count.judged(), count.key(), count.version()),
                        new Sum(count.events(), count.withoutRequestId()),
                        Sum::plus);
    }

    /** Sends them as those of one of the inputs; the cube does not care of which. */
    void send(Input input, Instant reached, PartialOutput output) {
        projects.forEach((project, sums) -> {
            var counts = new ArrayList<Count>(sums.size());
            sums.forEach((place, sum) -> counts.add(count(place, sum)));
            for (int from = 0; from < counts.size(); from += COUNTS_PER_PARTIAL) {
                var some = counts.subList(from, Math.min(counts.size(), from + COUNTS_PER_PARTIAL));
                output.send(project, new Partial(input, reached, new Partial.Errors(some)));
            }
        });
    }

    private static Count count(Place place, Sum sum) {
        return new Count(place.window, place.judged, place.key, sum.events, place.version, sum.withoutRequestId);
    }
}
