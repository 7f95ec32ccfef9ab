package dev.errata.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Contenders for the same work, which take turns. What slows the machine down for a while so hits all of them alike, and
 * the order is turned round in every other round, so that none always runs in the wake of the same other.
 *
 * @param unit of work, in the plural
 * @param baselines what the others are compared with
 * @param ours the others
 * @param meters of the processes at work
 */
public record Contest(String unit, List<Contender> baselines, List<Contender> ours, List<CpuMeter> meters) {

    public Contest {
        baselines = List.copyOf(baselines);
        ours = List.copyOf(ours);
        meters = List.copyOf(meters);
    }

    /** With a single baseline. */
    public Contest(String unit, Contender baseline, List<Contender> ours, List<CpuMeter> meters) {
        this(unit, List.of(baseline), ours, meters);
    }

    /** Runs all rounds of all contenders. The first failure of any of them ends it. */
    public Result run(Effort effort) throws Exception {
        var contenders = Stream.concat(baselines.stream(), ours.stream()).toList();
        for (int round = 0; round < effort.warmUps(); round++) {
            round(contenders, round);
        }
        var rounds = new ArrayList<List<Lap>>();
        for (int round = 0; round < effort.rounds(); round++) {
            rounds.add(round(contenders, round));
        }
        var names = contenders.stream().map(Contender::name).toList();
        return new Result(
                unit,
                names,
                baselines.size(),
                meters.stream().map(CpuMeter::name).toList(),
                rounds);
    }

    /** One lap of each, in the contenders' order whatever the order of running. */
    private List<Lap> round(List<Contender> contenders, int round) throws Exception {
        var laps = new Lap[contenders.size()];
        for (int turn = 0; turn < laps.length; turn++) {
            var contender = round % 2 == 0 ? turn : laps.length - 1 - turn;
            laps[contender] = lap(contenders.get(contender));
        }
        return List.of(laps);
    }

    /** The garbage of the one before is not the next one's to collect. */
    private Lap lap(Contender contender) throws Exception {
        try {
            contender.prepare();
            return measure(contender);
        } finally {
            contender.tidy();
        }
    }

    private Lap measure(Contender contender) throws Exception {
        System.gc();
        var watch = new Stopwatch(meters);
        return watch.stop(contender.run());
    }
}
