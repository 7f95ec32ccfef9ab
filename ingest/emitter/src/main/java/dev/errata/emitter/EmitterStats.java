package dev.errata.emitter;

import java.util.Map;

/**
 * What an emitter has done since it was built.
 *
 * @param events failed attempts
 * @param outcomes how calls and tasks went on
 * @param totals records of totals; counts that came too late are lost one by one
 * @param spooled records of any kind on disk
 * @param spoolBytes their size
 * @param hookFailures how often a hook could not see what it was to see
 */
public record EmitterStats(Flow events, Flow outcomes, Flow totals, long spooled, long spoolBytes, long hookFailures) {

    /**
     * Records of one kind. At any time {@code taken = acknowledged + lost + waiting}.
     *
     * @param taken given to the emitter, or found on disk when it started
     * @param acknowledged in Kafka
     * @param lost for good, by reason; no entry where nothing is
     */
    public record Flow(long taken, long acknowledged, Map<LossReason, Long> lost) {

        public Flow {
            lost = Map.copyOf(lost);
        }

        /** Lost for whatever reason. */
        public long lostInAll() {
            return lost.values().stream().mapToLong(Long::longValue).sum();
        }

        /** In memory, on disk, or on their way. */
        public long waiting() {
            return taken - acknowledged - lostInAll();
        }
    }
}
