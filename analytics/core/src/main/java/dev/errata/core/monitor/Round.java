package dev.errata.core.monitor;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A window that is being judged.
 *
 * @param window its start
 * @param at when it could be judged first: the log's time that whatever is told of it bears
 * @param sums errors of each series that has any
 * @param raised the alarms that begin with it, the narrowest first
 * @param newCauses causes that were never seen before and have had enough errors now
 */
record Round(long window, Instant at, Map<Series, Sum> sums, List<Sight> raised, List<NewCause> newCauses) {
    Round {
        raised = raised.stream()
                .sorted(Comparator.comparing(sight -> sight.series, Series.ORDER))
                .toList();
        newCauses = List.copyOf(newCauses);
    }

    /** A cause, the window that it was first seen in, and how often it was seen. */
    record NewCause(Series series, long since, long errors) {}

    long errors(Series series) {
        var sum = sums.get(series);
        return sum == null ? 0 : sum.errors();
    }

    Instant end() {
        return Instant.ofEpochSecond(window + Watched.BIN);
    }
}
