package dev.errata.store.sink;

/**
 * How a worker goes about it.
 *
 * @param batching how much it writes at a time
 * @param breakers when a sender's refused records are too many for a row each
 */
public record SinkRules(Batching batching, BreakerRules breakers) {
    /** The defaults of both. */
    public static final SinkRules DEFAULT = new SinkRules(Batching.DEFAULT, BreakerRules.DEFAULT);
}
