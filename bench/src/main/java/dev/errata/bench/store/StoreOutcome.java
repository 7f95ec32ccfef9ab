package dev.errata.bench.store;

import dev.errata.bench.Comparison;
import dev.errata.bench.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found, as lines and as the two searches that are compared.
 *
 * @param few searches among a tenth of the events
 * @param many searches among all
 */
record StoreOutcome(List<String> lines, Searches few, Searches many) implements Outcome {
    StoreOutcome {
        lines = List.copyOf(lines);
    }

    @Override
    public String table() {
        return String.join("\n", lines);
    }

    /** Each search beside the one on its day, and the median beside that among a tenth of the events. */
    @Override
    public List<Comparison> comparisons() {
        var comparisons = new ArrayList<>(many.comparisons());
        var ratio = many.anywhere().median() / few.anywhere().median();
        comparisons.add(new Comparison(
                "search, p50",
                "of a tenth of the events",
                "ms",
                many.anywhere().median(),
                few.anywhere().median(),
                ratio,
                ratio,
                ratio,
                many.anywhere().millis().length));
        return comparisons;
    }
}
