package dev.errata.streams;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

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

    /** All before this time has been told: nothing but time passing. */
    record Tick() implements Content {}

    /** Counts of one project. */
    record Errors(List<Count> counts) implements Content {
        Errors {
            counts = List.copyOf(counts);
        }
    }

    /** Totals of one source. */
    record Traffic(TrafficRecord totals) implements Content {}

    /**
     * So many counted events of one series in one window.
     *
     * @param judged the window that they are judged in, by {@link TimeRules#judgedSecond}
     * @param key a {@link RateKey} as {@link RateKey#toBytes} writes it
     */
    record Count(Instant window, long judged, Bytes key, long events) {}
}
