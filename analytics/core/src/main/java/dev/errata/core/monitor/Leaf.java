package dev.errata.core.monitor;

import dev.errata.contract.Owner;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import java.util.List;

/** Errors that nothing tells apart any more, with all the series that they belong to. Equal by its key. */
final class Leaf implements Comparable<Leaf> {
    final RateKey key;
    final Owner owner;
    final List<Series> series;

    /** Who called: retries of one client are no outage. */
    final String client;

    /** For a lasting order. */
    private final String text;

    Leaf(RateKey key, Owner owner, List<Series> series) {
        this.key = key;
        this.owner = owner;
        this.series = List.copyOf(series);
        this.client = key.value(Dimension.ENV) + '\0' + key.value(Dimension.REGION) + '\0' + key.value(Dimension.APP);
        this.text = String.join("\0", key.values());
    }

    boolean isIn(Series one) {
        return series.contains(one);
    }

    @Override
    public int compareTo(Leaf other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Leaf leaf && text.equals(leaf.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
