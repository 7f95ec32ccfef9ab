package dev.errata.bench;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a {@link Contest} measured.
 *
 * @param unit of work, in the plural
 * @param contenders their names, the baselines first
 * @param baselines how many of them are that
 * @param meters names of the processes whose time was taken
 * @param rounds for each round a lap of each contender, in their order
 */
public record Result(String unit, List<String> contenders, int baselines, List<String> meters, List<List<Lap>> rounds)
        implements Outcome {

    public Result {
        contenders = List.copyOf(contenders);
        meters = List.copyOf(meters);
        rounds = List.copyOf(rounds);
    }

    /** With a single baseline. */
    public Result(String unit, List<String> contenders, List<String> meters, List<List<Lap>> rounds) {
        this(unit, contenders, 1, meters, rounds);
    }

    /** Each of ours beside each of the baselines. */
    @Override
    public List<Comparison> comparisons() {
        return IntStream.range(baselines, contenders.size())
                .boxed()
                .flatMap(ours -> IntStream.range(0, baselines).mapToObj(baseline -> comparison(ours, baseline)))
                .toList();
    }

    /** The same laps by processor time in place of wall-clock time: what a unit costs, on however many processors. */
    public Result byProcessorTime() {
        var byCpu = rounds.stream()
                .map(laps -> laps.stream().map(Lap::byProcessorTime).toList())
                .toList();
        return new Result(unit + " of CPU", contenders, baselines, meters, byCpu);
    }

    /** What all contenders together did in one round; the same in each. */
    public long unitsPerRound() {
        return rounds.getFirst().stream().mapToLong(Lap::units).sum();
    }

    /** For people: rates and processor time of every contender, then the ratios. */
    @Override
    public String table() {
        var lines = new StringBuilder(line(
                "", unit + "/s", meters.stream().map("CPU-s/1M, %s"::formatted).toList()));
        for (int contender = 0; contender < contenders.size(); contender++) {
            lines.append(line(
                    contenders.get(contender), "%,.0f".formatted(rate(contender).median()), cpu(contender)));
        }
        for (var comparison :
                Stream.concat(comparisons().stream(), betweenBaselines()).toList()) {
            lines.append("%n%s / %s: %.3f (%.3f to %.3f in %d rounds)"
                    .formatted(
                            comparison.benchmark(),
                            comparison.baseline(),
                            comparison.ratio(),
                            comparison.minRatio(),
                            comparison.maxRatio(),
                            comparison.runs()));
        }
        return lines.toString();
    }

    /** How far apart the baselines are: what is near the better one can be no farther from the other. */
    private Stream<Comparison> betweenBaselines() {
        return IntStream.range(0, baselines)
                .boxed()
                .flatMap(better -> IntStream.range(better + 1, baselines).mapToObj(other -> comparison(better, other)));
    }

    private Comparison comparison(int ours, int baseline) {
        var ratio = Spread.of(rounds.stream()
                .mapToDouble(laps -> laps.get(ours).rate() / laps.get(baseline).rate()));
        return new Comparison(
                contenders.get(ours),
                contenders.get(baseline),
                unit + "/s",
                rate(ours).median(),
                rate(baseline).median(),
                ratio.median(),
                ratio.min(),
                ratio.max(),
                rounds.size());
    }

    private Spread rate(int contender) {
        return Spread.of(rounds.stream().mapToDouble(laps -> laps.get(contender).rate()));
    }

    private List<String> cpu(int contender) {
        return IntStream.range(0, meters.size())
                .mapToObj(meter -> Spread.of(
                        rounds.stream().mapToDouble(laps -> laps.get(contender).cpuSecondsPerMillion(meter))))
                .map(spread -> "%.2f".formatted(spread.median()))
                .toList();
    }

    private static String line(String name, String rate, List<String> cpu) {
        var line = new StringBuilder("%-16s%14s".formatted(name, rate));
        cpu.forEach(cell -> line.append("%24s".formatted(cell)));
        return line.append('\n').toString();
    }
}
