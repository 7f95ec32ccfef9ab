package dev.errata.core.monitor;

import dev.errata.contract.Owner;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.core.Scope;
import java.util.List;
import java.util.Locale;
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

    private static final List<Dimension> CAUSES = List.of(Dimension.CODE, Dimension.STATUS, Dimension.TYPE);

    /** By what those calls are told apart that could have failed so; null: all of them could. */
    private final @Nullable Dimension calls;

    SeriesKind(@Nullable Dimension calls) {
        this.calls = calls;
    }

    /** Whether it names what fails or how, so that two of it that meet have the same trouble. */
    boolean isTelling() {
        return compareTo(MODEL) <= 0;
    }

    /**
     * Which of its series the errors belong to: the names and values of its {@link Scope}, by name, one after the other;
     * null where the errors have no such value.
     */
    @Nullable
    List<String> where(RateKey key, Owner owner) {
        return switch (this) {
            case CAUSE_OF_MODEL -> causeOfModel(cause(key), of(key, Dimension.MODEL));
            case CAUSE -> cause(key);
            case MODEL, PROVIDER, APP, TYPE, ENV -> of(key, Dimension.valueOf(name()));
            case STATUS_CLASS -> {
                var status = key.value(Dimension.STATUS);
                yield List.of(Scope.STATUS_CLASS, status.isEmpty() ? "none" : status.charAt(0) + "xx");
            }
            case OWNER -> List.of(Scope.OWNER, owner.name().toLowerCase(Locale.ROOT));
            case TOTAL -> List.of();
        };
    }

    /** Names the calls that could have failed so. */
    String callsOf(RateKey key) {
        return calls == null ? "" : Calls.slice(calls, key.value(calls));
    }

    private static @Nullable List<String> cause(RateKey key) {
        for (var dimension : CAUSES) {
            var cause = of(key, dimension);
            if (cause != null) {
                return cause;
            }
        }
        return null;
    }

    private static @Nullable List<String> causeOfModel(@Nullable List<String> cause, @Nullable List<String> model) {
        if (cause == null || model == null) {
            return null;
        }
        var isFirst = cause.getFirst().compareTo(model.getFirst()) < 0;
        var first = isFirst ? cause : model;
        var last = isFirst ? model : cause;
        return List.of(first.getFirst(), first.getLast(), last.getFirst(), last.getLast());
    }

    private static @Nullable List<String> of(RateKey key, Dimension dimension) {
        var value = key.value(dimension);
        return value.isEmpty() ? null : List.of(dimension.column(), value);
    }
}
