package dev.errata.core.monitor;

import dev.errata.contract.Owner;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.core.Scope;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What errors are watched by, the narrowest first. A cause is the code or, where there is none, the status or the type.
 */
enum SeriesKind {
    CAUSE_OF_MODEL(Dimension.MODEL),
    CAUSE(null),
    MODEL(Dimension.MODEL),
    PROVIDER(Dimension.PROVIDER),
    APP(Dimension.APP),
    TYPE(null),
    STATUS_CLASS(null),
    OWNER(null),
    ENV(Dimension.ENV),
    TOTAL(null);

    /** By what those calls are told apart that could have failed so; null: all of them could. */
    private final @Nullable Dimension calls;

    SeriesKind(@Nullable Dimension calls) {
        this.calls = calls;
    }

    /** Whether it names what fails or how, so that two of it that meet have the same trouble. */
    boolean isTelling() {
        return compareTo(MODEL) <= 0;
    }

    /** Its series that the errors belong to; null where they have no such value. */
    @Nullable
    Scope scope(RateKey key, Owner owner) {
        var where = new TreeMap<String, String>();
        return switch (this) {
            case CAUSE_OF_MODEL -> putCause(where, key) && put(where, key, Dimension.MODEL) ? new Scope(where) : null;
            case CAUSE -> putCause(where, key) ? new Scope(where) : null;
            case MODEL, PROVIDER, APP, TYPE, ENV ->
                put(where, key, Dimension.valueOf(name())) ? new Scope(where) : null;
            case STATUS_CLASS -> {
                var status = key.value(Dimension.STATUS);
                where.put(Scope.STATUS_CLASS, status.isEmpty() ? "none" : status.charAt(0) + "xx");
                yield new Scope(where);
            }
            case OWNER -> {
                where.put(Scope.OWNER, owner.name().toLowerCase(Locale.ROOT));
                yield new Scope(where);
            }
            case TOTAL -> Scope.TOTAL;
        };
    }

    /** Names the calls that could have failed so. */
    String callsOf(RateKey key) {
        return calls == null ? "" : Calls.slice(calls, key.value(calls));
    }

    private static boolean putCause(SortedMap<String, String> where, RateKey key) {
        return put(where, key, Dimension.CODE) || put(where, key, Dimension.STATUS) || put(where, key, Dimension.TYPE);
    }

    private static boolean put(SortedMap<String, String> where, RateKey key, Dimension dimension) {
        var value = key.value(dimension);
        if (!value.isEmpty()) {
            where.put(dimension.column(), value);
        }
        return !value.isEmpty();
    }
}
