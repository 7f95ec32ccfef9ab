package dev.errata.gateway;

import dev.errata.contract.quick.EncodedEvent;
import org.jspecify.annotations.Nullable;

/** The short way to the log, for those records of a request that need no change. Confined to the request's thread. */
@FunctionalInterface
interface Shortcut {
    /** For records that always take the long way. */
    Shortcut NONE = item -> null;

    /** The record as it goes to Kafka; null where it must take the long way. */
    @Nullable
    EncodedEvent take(Item item);
}
