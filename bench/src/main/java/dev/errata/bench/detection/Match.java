package dev.errata.bench.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All contenders on the same streams, each stream made once and shown to all at the same time. */
final class Match {
    /** Which is shown counts alone, as its rivals are. */
    static final String OURS = "Errata";

    /** The same, which is shown who the errors come from, too. */
    static final String OURS_WITH_CLIENTS = "Errata, clients told apart";

    private static final double PRIOR_SHARE = 0.001;
    private static final double PRIOR_RATE = 0.02;

    private final Map<String, Score> scores = new LinkedHashMap<>();
    private final List<Double> ourF1 = new ArrayList<>();
    private final boolean withTotals;

    Match(boolean withTotals) {
        this.withTotals = withTotals;
    }

    /** Plays on one stream. */
    void play(Stream stream) {
        var generator = new Generator(stream);
        var contenders =
                contenders(stream.binSeconds(), generator.world().series.size());
        generator.run(new ToAll(List.copyOf(contenders.values())));
        contenders.forEach((name, contender) -> scores.computeIfAbsent(name, unknown -> new Score())
                .add(stream, generator.world(), generator.plan(), contender.alarms(), withTotals));
        var alone = new Score();
        alone.add(
                stream,
                generator.world(),
                generator.plan(),
                contenders.values().iterator().next().alarms(),
                withTotals);
        ourF1.add(alone.f1());
    }

    private Map<String, Contender> contenders(int bin, int series) {
        var contenders = new LinkedHashMap<String, Contender>();
        contenders.put(OURS, new Ours(bin, withTotals, false));
        contenders.put(OURS_WITH_CLIENTS, new Ours(bin, withTotals, true));
        contenders.put(
                "plain scan",
                new Contender.Each(
                        bin, series, () -> new PlainScan(bin, withTotals, withTotals ? PRIOR_SHARE : PRIOR_RATE)));
        contenders.put("EARS C2", new Contender.Each(bin, series, () -> new EarsC2(bin)));
        if (withTotals) {
            contenders.put("burn rate", new Contender.Each(bin, series, () -> new BurnRate(bin)));
        }
        return contenders;
    }

    /** By contender, ours first. */
    Map<String, Score> scores() {
        return scores;
    }

    /** One contender's. */
    Score of(String contender) {
        return Objects.requireNonNull(scores.get(contender));
    }

    /** Of the seed on which ours did worst. */
    double worstF1() {
        return ourF1.stream().mapToDouble(f1 -> f1).min().orElse(Double.NaN);
    }

    private record ToAll(List<Contender> contenders) implements Generator.Listener {
        @Override
        public void bin(int start, World.Series series, Generator.Counts counts) {
            contenders.forEach(contender -> contender.bin(start, series, counts));
        }

        @Override
        public void endOfBin(int start) {
            contenders.forEach(contender -> contender.endOfBin(start));
        }
    }
}
