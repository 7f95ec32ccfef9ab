package dev.errata.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a {@link Contest} measured.
 *
 * @param unit of work, in the plural
 * @param contenders their names, the baseline first
 * @param meters names of the processes whose time was taken
 * @param rounds for each round a lap of each contender, in their order
 */
public record Result(String unit, List<String> contenders, List<String> meters, List<List<Lap>> rounds) {
    private static final int BASELINE = 0;

    public Result {
        contenders = List.copyOf(contenders);
        meters = List.copyOf(meters);
        rounds = List.copyOf(rounds);
    }

    /** Each of ours beside the baseline. */
    public List<Comparison> comparisons() {
        return IntStream.range(1, contenders.size()).mapToObj(this::comparison).toList();
    }

    /** What all contenders together did in one round; the same in each. */
    public long unitsPerRound() {
        return rounds.getFirst().stream().mapToLong(Lap::units).sum();
    }

    /** For people: rates and processor time of every contender, then the ratios. */
    public String table() {
        var lines = new StringBuilder(line(
                "", unit + "/s", meters.stream().map("CPU-s/1M, %s"::formatted).toList()));
        for (int contender = 0; contender < contenders.size(); contender++) {
            lines.append(line(
                    contenders.get(contender), "%,.0f".formatted(rate(contender).median()), cpu(contender)));
        }
        for (var comparison : comparisons()) {
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

    private Comparison comparison(int ours) {
        var ratio = Spread.of(rounds.stream()
                .mapToDouble(laps -> laps.get(ours).rate() / laps.get(BASELINE).rate()));
        return new Comparison(
                contenders.get(ours),
                contenders.get(BASELINE),
                unit + "/s",
                rate(ours).median(),
                rate(BASELINE).median(),
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
