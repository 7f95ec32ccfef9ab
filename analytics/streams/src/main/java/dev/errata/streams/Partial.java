package dev.errata.streams;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.RateKey;
import java.time.Instant;

/**
 * What an input partition has to say to the cube. Everything that comes from one partition comes in its order, so each
 * partial also tells how far that partition has been read.
 *
 * @param input the partition it was read from
 * @param reached the append time that the partition has reached
 */
record Partial(Input input, Instant reached, Content content) {

    /** A partition of a raw topic. */
    record Input(String topic, int partition) {}

    sealed interface Content {}

    /** Nothing but time passing. */
    record Tick() implements Content {}

    /** So many counted events of one key in one window. */
    record Errors(Instant window, RateKey key, long count) implements Content {}

    /** Totals of one source. */
    record Traffic(TrafficRecord totals) implements Content {}
}
