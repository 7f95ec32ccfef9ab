package dev.errata.bench.detection;

import dev.errata.bench.Comparison;
import dev.errata.bench.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The scores of all matches, as tables in Markdown. */
record DetectionOutcome(
        int seeds,
        int firstSeed,
        Map<String, Match> matches,
        CalmWeeks calm,
        PetShop petShop,
        Squeeze squeeze,
        Nab nab,
        Cost cost)
        implements Outcome {

    @Override
    public String table() {
        return "Seeds %d to %d.%n".formatted(firstSeed, firstSeed + seeds - 1)
                + matches.entrySet().stream()
                        .map(match -> table(match.getKey(), match.getValue()))
                        .collect(Collectors.joining())
                + "%nA project in which nothing happens, budget %.1f false pages a week: %d in %d days%n"
                        .formatted(calm.budget(), calm.pages(), calm.days())
                + real()
                + cost.table();
    }

    /** On recorded data. */
    private String real() {
        var lines =
                new StringBuilder("%nPetShop: %d of %d availability issues, median delay %.0f s, %d false in 49 h%n%n"
                        .formatted(petShop.found(), petShop.issues(), petShop.medianDelay(), petShop.falseAlarms()));
        squeeze.tallies()
                .forEach((name, tally) -> lines.append("Squeeze, %s: F1 %.3f, exact %d of %d%n"
                        .formatted(name, tally.f1(), tally.exact(), tally.cases())));
        nab.scores()
                .forEach((profile, score) -> lines.append("%sNAB, %s: %.2f (held out: %.2f)%n"
                        .formatted(
                                profile.equals("standard") ? System.lineSeparator() : "",
                                profile,
                                score,
                                nab.heldOut().getOrDefault(profile, Double.NaN))));
        return lines.toString();
    }

    @Override
    public List<Comparison> comparisons() {
        return matches.entrySet().stream()
                .map(match -> comparison(match.getKey(), match.getValue()))
                .toList();
    }

    private Comparison comparison(String name, Match match) {
        var ours = match.of(Match.OURS);
        var theirs = match.of("plain scan");
        var ratio = ours.f1() / theirs.f1();
        return new Comparison(
                "Errata, " + name, "plain scan", "F1", ours.f1(), theirs.f1(), ratio, ratio, ratio, seeds);
    }

    private static String table(String name, Match match) {
        var lines = new StringBuilder("%n%s (worst seed of ours: F1 %.3f)%n%n".formatted(name, match.worstF1()));
        lines.append("| detector | precision | recall | F1 | false / series-day | median delay | p90 | oracle |%n"
                .formatted());
        lines.append("|---|---|---|---|---|---|---|---|%n".formatted());
        match.scores().forEach((contender, score) -> lines.append(line(contender, score)));
        lines.append("%nFound by kind, ours: %s%n".formatted(kinds(match.of(Match.OURS))));
        return lines.toString();
    }

    private static String line(String contender, Score score) {
        return "| %s | %.3f | %.3f (%d of %d) | %.3f | %.4f (%d) | %.0f s | %.0f s | %.0f s |%n"
                .formatted(
                        contender,
                        score.precision(),
                        score.recall(),
                        score.found(),
                        score.detectable(),
                        score.f1(),
                        score.falseAlarmsPerSeriesDay(),
                        score.falseAlarms(),
                        score.medianDelay(),
                        score.slowDelay(),
                        score.medianOracle());
    }

    private static String kinds(Score score) {
        return new TreeMap<>(score.byKind())
                .entrySet().stream()
                        .map(kind -> kind.getKey().name().toLowerCase(Locale.ROOT)
                                + ' '
                                + kind.getValue()[0]
                                + '/'
                                + kind.getValue()[1])
                        .collect(Collectors.joining(", "));
    }
}
