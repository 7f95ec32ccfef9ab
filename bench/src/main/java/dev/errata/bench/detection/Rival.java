package dev.errata.bench.detection;

/** A detector of one series in the contest; it keeps its own state. */
interface Rival {

    /**
     * Whether an alarm begins with this bin.
     *
     * @param errors in it
     * @param requests in it
     */
    boolean step(int start, int errors, int requests);

    /** An alarm begins at once and ends after some calm bins. */
    final class Gate {
        private final int quietBins;
        private boolean on;
        private int calm;

        Gate(int quietBins) {
            this.quietBins = quietBins;
        }

        boolean isOn() {
            return on;
        }

        boolean step(boolean hot) {
            if (hot) {
                calm = 0;
                var begins = !on;
                on = true;
                return begins;
            }
            if (on && ++calm >= quietBins) {
                on = false;
            }
            return false;
        }
    }
}
