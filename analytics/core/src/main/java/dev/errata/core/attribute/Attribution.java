package dev.errata.core.attribute;

import dev.errata.core.attribute.Explanation.Kind;
import dev.errata.core.attribute.Explanation.Rates;
import dev.errata.core.attribute.Situation.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Explains an incident by the smallest slices. Stateless. */
public final class Attribution {
    private static final int MOST_PREDICATES = 3;
    private static final int MOST_SLICES = 5;

    /** A slice whose errors beyond the expected are those of the others, but for such a part, explains nothing of its own. */
    private static final double LEAST_OWN = 0.02;

    /** Before a part has had so many calls, its usual rate is mostly that of all. */
    private static final double SHRINK_CALLS = 50;

    private final Localisation localisation = new Localisation(MOST_PREDICATES, MOST_SLICES);

    /** What explains the errors of that situation. */
    public Explanation explain(Situation situation) {
        var calls = situation.calls();
        return calls == null ? byCounts(situation) : byRates(situation, calls);
    }

    private Explanation byCounts(Situation situation) {
        var leaves = new ArrayList<Leaf>();
        situation
                .errors()
                .forEach((values, errors) -> leaves.add(new Leaf(values, errors.now(), errors.usual() + 0.5)));
        var slices = slices(new Cube(situation.dimensions(), leaves));
        return new Explanation(slices.isEmpty() ? Kind.NONE : Kind.COUNT, slices, null);
    }

    private Explanation byRates(Situation situation, Map<List<String>, Pair> calls) {
        var allCalls = sum(calls);
        var allErrors = sum(situation.errors());
        if (allCalls.now() == 0 || allCalls.usual() == 0) {
            return new Explanation(Kind.NONE, List.of(), null);
        }
        var cube = new Cube(situation.dimensions(), leaves(situation, calls, allCalls));
        var now = allErrors.now() / allCalls.now();
        var usual = allErrors.usual() / allCalls.usual();
        var ofRates = (cube.observed() - cube.expected()) / allCalls.now();
        var ofMix = cube.expected() / allCalls.now() - usual;
        var slices = slices(cube);
        if (slices.isEmpty() || ofMix > ofRates) {
            var grown = ofMix > ofRates ? excesses(grown(situation, calls, allCalls)) : slices;
            return new Explanation(grown.isEmpty() ? Kind.NONE : Kind.MIX, grown, new Rates(now, usual, now - ofMix));
        }
        var without = Math.max(0, now - excess(cube, slices) / allCalls.now());
        return new Explanation(Kind.RATE, slices, new Rates(now, usual, without));
    }

    private List<Slice> slices(Cube cube) {
        var slices = new ArrayList<>(excesses(localisation.of(cube, Noise.OF_COUNTS)));
        var least = LEAST_OWN * excess(cube, slices);
        for (var slice :
                slices.stream().sorted(Comparator.comparingDouble(Slice::share)).toList()) {
            var others = slices.stream().filter(other -> !other.equals(slice)).toList();
            if (excess(cube, slices) - excess(cube, others) < least) {
                slices.remove(slice);
            }
        }
        return List.copyOf(slices);
    }

    /** What any of the slices has beyond the expected; what several have counts once. */
    private static double excess(Cube cube, List<Slice> slices) {
        return cube.leaves().stream()
                .filter(leaf -> slices.stream().anyMatch(slice -> cube.isIn(leaf, slice.where())))
                .mapToDouble(leaf -> leaf.observed() - leaf.expected())
                .sum();
    }

    /** Every combination of calls and of errors' own values, for those without errors are evidence, too. */
    private static List<Leaf> leaves(Situation situation, Map<List<String>, Pair> calls, Pair allCalls) {
        var kinds = new LinkedHashMap<List<String>, Pair>();
        situation.errors().forEach((values, errors) -> kinds.merge(kind(situation, values), errors, Pair::plus));
        var leaves = new ArrayList<Leaf>();
        calls.forEach((where, called) -> kinds.forEach((kind, errorsOfKind) -> {
            var values = new ArrayList<>(where);
            values.addAll(kind);
            var errors = situation.errors().getOrDefault(values, Pair.NONE);
            var usual = errorsOfKind.usual() / allCalls.usual();
            var share = (errors.usual() + SHRINK_CALLS * usual) / (called.usual() + SHRINK_CALLS);
            leaves.add(new Leaf(values, errors.now(), share * called.now()));
        }));
        return leaves;
    }

    private static List<String> kind(Situation situation, List<String> values) {
        return values.subList(situation.callDimensions(), values.size());
    }

    /** The slices whose part of the calls has grown. */
    private List<Slice> grown(Situation situation, Map<List<String>, Pair> calls, Pair allCalls) {
        var growth = allCalls.now() / allCalls.usual();
        var leaves = new ArrayList<Leaf>();
        calls.forEach((where, called) -> leaves.add(new Leaf(where, called.now(), called.usual() * growth + 1)));
        var dimensions = situation.dimensions().subList(0, situation.callDimensions());
        return localisation.of(new Cube(dimensions, leaves), Noise.OF_COUNTS);
    }

    private static List<Slice> excesses(List<Slice> slices) {
        return slices.stream()
                .filter(slice -> slice.observed() > slice.expected())
                .toList();
    }

    private static Pair sum(Map<List<String>, Pair> pairs) {
        return pairs.values().stream().map(Objects::requireNonNull).reduce(Pair.NONE, Pair::plus);
    }
}
