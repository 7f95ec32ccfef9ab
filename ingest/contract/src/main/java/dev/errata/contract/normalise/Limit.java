package dev.errata.contract.normalise;

import org.jspecify.annotations.Nullable;

/**
 * The limit that a call ran into, as far as the answer tells. Immutable.
 *
 * @param kind null where the answer does not say which
 * @param scope whose limit it is; null where the answer does not say
 * @param enforcer who refused the call; null where that cannot be told
 * @param resetMs how long until it starts anew; null where the answer does not say
 */
public record Limit(
        @Nullable LimitKind kind,
        @Nullable LimitScope scope,
        @Nullable LimitEnforcer enforcer,
        @Nullable Long resetMs) {

    /** No limit was hit, or none that is known. */
    public static final Limit NONE = new Limit(null, null, null, null);
}
