package dev.errata.core.monitor;

import dev.errata.core.Scope;
import java.util.Comparator;

/** A series of a project. Equal by its name. */
final class Series {
    /** The narrowest first, then by name: the same order always. */
    static final Comparator<Series> ORDER =
            Comparator.<Series, SeriesKind>comparing(series -> series.kind).thenComparing(series -> series.name);

    final SeriesKind kind;
    final Scope scope;

    /** Names it in the table. */
    final String name;

    /** Names the calls that could have failed so. */
    final String calls;

    Series(SeriesKind kind, Scope scope, String name, String calls) {
        this.kind = kind;
        this.scope = scope;
        this.name = name;
        this.calls = calls;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series series && name.equals(series.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return scope.toString();
    }
}
