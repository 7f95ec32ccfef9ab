package dev.errata.bench.detection;

import dev.errata.bench.detection.Score.Alarm;
import dev.errata.core.detect.CountDetector;
import dev.errata.core.detect.CountParameters;
import dev.errata.core.detect.CountParameters.Exposure;
import dev.errata.core.detect.Observation;
import dev.errata.core.detect.Signal;
import dev.errata.core.detect.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Errata's detector with its defaults. */
final class Ours implements Contender {
    private static final Instant MONDAY = Instant.ofEpochSecond(1_735_516_800);

    private final int binSeconds;
    private final boolean withTotals;
    private final boolean withClients;
    private final Watch<World.Series> watch;
    private final List<Alarm> alarms = new ArrayList<>();

    Ours(int binSeconds, boolean withTotals, boolean withClients) {
        this.binSeconds = binSeconds;
        this.withTotals = withTotals;
        this.withClients = withClients;
        var parameters =
                CountParameters.of(Duration.ofSeconds(binSeconds), withTotals ? Exposure.REQUESTS : Exposure.SECONDS);
        watch = new Watch<>(
                new CountDetector(parameters),
                series -> List.of("code " + series.code.name(), "model " + series.model.name));
    }

    @Override
    public void bin(int start, World.Series series, Generator.Counts counts) {
        watch.observe(
                series,
                new Observation(
                        MONDAY.plusSeconds(start),
                        counts.errors(),
                        withTotals ? counts.requests() : binSeconds,
                        0,
                        withClients ? counts.elsewhere() : Observation.UNKNOWN));
    }

    @Override
    public void endOfBin(int start) {
        watch.closeBin(MONDAY.plusSeconds(start)).stream()
                .filter(change -> change.finding().signal() == Signal.RAISED)
                .forEach(change -> alarms.add(new Alarm(start + binSeconds, change.series())));
    }

    @Override
    public List<Alarm> alarms() {
        return alarms;
    }
}
