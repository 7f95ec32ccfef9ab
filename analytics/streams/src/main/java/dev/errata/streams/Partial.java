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
 * @param input the partition it was read from; of counts, which may be of several, one of them
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
     * So many counted events of one series and one version of an application in one window.
     *
     * @param judged the window that they are judged in, by {@link TimeRules#judgedSecond}
     * @param key a {@link RateKey} as {@link RateKey#toBytes} writes it
     * @param version of the application; empty where they say none
     * @param withoutRequestId how many of the events have no id of their request
     */
    record Count(Instant window, long judged, Bytes key, long events, String version, long withoutRequestId) {
        private static final int FIXED_BYTES = 40;

        /** Of events that say no version and have their ids. */
        Count(Instant window, long judged, Bytes key, long events) {
            this(window, judged, key, events, "", 0);
        }

        /** About how many it takes in a record; characters of a version are nearly always bytes. */
        int bytes() {
            return FIXED_BYTES + key.get().length + version.length();
        }
    }
}
