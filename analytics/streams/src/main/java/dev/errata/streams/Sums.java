package dev.errata.streams;

import dev.errata.core.Portions;
import dev.errata.streams.Partial.Count;
import dev.errata.streams.Partial.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of one commit, added up over the inputs that it covers: the cube has one addition for a series, not one for each
 * partition that the series came by.
 */
final class Sums {
    private final Map<Places, Tally> tallies = new LinkedHashMap<>();

    void add(Tally tally) {
        tallies.computeIfAbsent(tally.places(), Tally::new).add(tally);
    }

    /** Sends them as those of one of the inputs, the cube does not care of which; answers how many they are. */
    int send(Input input, Instant reached, PartialOutput output) {
        var projects = new HashMap<String, List<Count>>();
        for (var tally : tallies.values()) {
            tally.forEach((project, count) ->
                    projects.computeIfAbsent(project, _ -> new ArrayList<>()).add(count));
        }
        projects.forEach((project, counts) -> Portions.of(counts, Count::bytes)
                .forEach(some -> output.send(project, new Partial(input, reached, new Partial.Errors(some)))));
        return projects.values().stream().mapToInt(List::size).sum();
    }
}
