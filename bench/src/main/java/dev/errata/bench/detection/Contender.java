package dev.errata.bench.detection;

import dev.errata.bench.detection.Score.Alarm;
import java.util.ArrayList;
import java.util.List;

/** A detector that watches all series of a stream. */
interface Contender extends Generator.Listener {

    /** Alarms so far, each at the end of the bin that raised it. */
    List<Alarm> alarms();

    /** A contender with one {@link Rival} for each series. */
    final class Each implements Contender {
        private final int binSeconds;
        private final Maker maker;
        private final List<Rival> rivals = new ArrayList<>();
        private final List<Alarm> alarms = new ArrayList<>();

        Each(int binSeconds, int series, Maker maker) {
            this.binSeconds = binSeconds;
            this.maker = maker;
            for (int i = 0; i < series; i++) {
                rivals.add(this.maker.make());
            }
        }

        @Override
        public void bin(int start, World.Series series, Generator.Counts counts) {
            if (rivals.get(series.index).step(start, counts.errors(), counts.requests())) {
                alarms.add(new Alarm(start + binSeconds, series));
            }
        }

        @Override
        public void endOfBin(int start) {
            // each series stands alone
        }

        @Override
        public List<Alarm> alarms() {
            return alarms;
        }
    }

    /** Makes the rival of one series. */
    interface Maker {
        Rival make();
    }
}
