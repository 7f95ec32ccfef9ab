package dev.errata.core.monitor;

import dev.errata.contract.Owner;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Attribution;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Situation;
import dev.errata.core.attribute.Situation.Pair;
import dev.errata.core.attribute.Surroundings;
import dev.errata.core.incident.Incident.Context;
import dev.errata.core.incident.Incident.Missing;
import dev.errata.core.policy.Rules;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says of an incident what drives it, whose fault it is, who sees it, and what else is worth saying. */
final class Explainer {
    /** Those of calls first. Where two explain the same, the earlier is named. */
    private static final List<Dimension> DIMENSIONS = List.of(
            Dimension.MODEL,
            Dimension.APP,
            Dimension.PROVIDER,
            Dimension.REGION,
            Dimension.ENV,
            Dimension.CODE,
            Dimension.STATUS);

    private static final int OF_CALLS = 5;
    private static final int MOST_LEAVES = 20_000;
    private static final int NAMED_APPS = 5;
    private static final int NAMED_CHANGES = 5;

    /** An application sees an incident with more errors than are usual there by so many standard deviations. */
    private static final double BEYOND_CHANCE = 3;

    private static final long LAG = Watched.BIN;

    private final Attribution attribution = new Attribution();
    private final SeriesNames seriesNames;
    private final Counts counts;
    private final Calls calls;
    private final Past past;
    private final Coverages coverages;
    private final Rules rules;

    Explainer(SeriesNames seriesNames, Counts counts, Calls calls, Past past, Coverages coverages, Rules rules) {
        this.seriesNames = seriesNames;
        this.counts = counts;
        this.calls = calls;
        this.past = past;
        this.coverages = coverages;
        this.rules = rules;
    }

    /** What is said. */
    record Account(Explanation explanation, Context context, Owner owner) {}

    /**
     * Of an incident in all windows between two starts, both included.
     *
     * @param onset when it began, which may be long before
     * @param others what other incidents are about: their errors are accounted for
     */
    Account explain(Series scope, Instant onset, long from, long to, Collection<Series> others) {
        var mine = new TreeMap<Leaf, Long>();
        var owners = new EnumMap<Owner, Long>(Owner.class);
        var apps = new TreeMap<String, Long>();
        counts.forEach(from, to, (leaf, errors) -> {
            if (others.stream().noneMatch(leaf::isIn)) {
                mine.merge(leaf, errors, Long::sum);
            }
            if (leaf.isIn(scope)) {
                owners.merge(leaf.owner, errors, Long::sum);
                apps.merge(leaf.key.value(Dimension.APP), errors, Long::sum);
            }
        });
        var usual = past.usualErrors(to, (to - from) / Watched.BIN + 1);
        var situation = situation(mine, usual, from, to);
        var context = context(seeing(apps, usual, scope), situation, onset, from, to);
        return new Account(attribution.explain(situation), context, most(owners));
    }

    /** Those of the applications that have more errors than usual; all of them where none has. */
    private Map<String, Long> seeing(Map<String, Long> apps, Map<RateKey, Double> usual, Series scope) {
        var expected = new HashMap<String, Double>();
        usual.forEach((key, errors) -> {
            if (seriesNames.leaf(key.toBytes()).isIn(scope)) {
                expected.merge(key.value(Dimension.APP), errors, Double::sum);
            }
        });
        var seeing = new TreeMap<>(apps);
        seeing.entrySet().removeIf(app -> app.getValue() <= mostByChance(expected.getOrDefault(app.getKey(), 0.0)));
        return seeing.isEmpty() ? apps : seeing;
    }

    private static double mostByChance(double expected) {
        return expected + BEYOND_CHANCE * Math.sqrt(expected);
    }

    private Situation situation(Map<Leaf, Long> errors, Map<RateKey, Double> usual, long from, long to) {
        var windows = (to - from) / Watched.BIN + 1;
        var pairs = new TreeMap<String, Map.Entry<List<String>, Pair>>();
        errors.forEach((leaf, count) -> merge(pairs, leaf.key, DIMENSIONS.size(), new Pair(count, 0)));
        usual.forEach((key, amount) -> merge(pairs, key, DIMENSIONS.size(), new Pair(0, amount)));
        var called = coverages.isUnknown(Scope.TOTAL, errors::containsKey, from, to)
                ? null
                : calls(from - LAG, to - LAG, windows);
        var names = DIMENSIONS.stream().map(Dimension::column).toList();
        var kinds = pairs.values().stream()
                .map(pair -> pair.getKey().subList(OF_CALLS, DIMENSIONS.size()))
                .distinct()
                .count();
        var known = called != null && called.size() * kinds <= MOST_LEAVES ? called : null;
        return new Situation(
                names, OF_CALLS, known == null ? biggest(pairs.values()) : byValues(pairs.values()), known);
    }

    private @Nullable Map<List<String>, Pair> calls(long from, long to, long windows) {
        if (!calls.of("").isKnown(to)) {
            return null;
        }
        var pairs = new TreeMap<String, Map.Entry<List<String>, Pair>>();
        calls.forEach(from, to, (key, requests) -> merge(pairs, key, OF_CALLS, new Pair(requests, 0)));
        if (pairs.isEmpty() || past.isEmpty()) {
            return null;
        }
        past.usualCalls(to, windows).forEach((key, usual) -> merge(pairs, key, OF_CALLS, new Pair(0, usual)));
        return byValues(pairs.values());
    }

    private static void merge(
            Map<String, Map.Entry<List<String>, Pair>> pairs, RateKey key, int dimensions, Pair pair) {
        var values = DIMENSIONS.subList(0, dimensions).stream().map(key::value).toList();
        pairs.merge(
                String.join("\0", values),
                Map.entry(values, pair),
                (one, other) -> Map.entry(one.getKey(), one.getValue().plus(other.getValue())));
    }

    private static Map<List<String>, Pair> byValues(Collection<Map.Entry<List<String>, Pair>> pairs) {
        return collect(pairs.stream());
    }

    /** Those with most errors, where there are very many. */
    private static Map<List<String>, Pair> biggest(Collection<Map.Entry<List<String>, Pair>> pairs) {
        return collect(pairs.stream()
                .sorted(Comparator.comparingDouble(pair -> -pair.getValue().now()))
                .limit(MOST_LEAVES));
    }

    private static Map<List<String>, Pair> collect(Stream<Map.Entry<List<String>, Pair>> pairs) {
        return pairs.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Context context(Map<String, Long> apps, Situation situation, Instant onset, long from, long to) {
        var names = apps.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .filter(name -> !name.isEmpty())
                .limit(NAMED_APPS)
                .toList();
        var changes = past.isYoung(onset) ? List.<Surroundings.FirstSeen>of() : past.changesNear(onset, to);
        return new Context(
                apps.size(),
                names,
                Surroundings.healthy(situation, Dimension.MODEL.column()),
                changes.stream().limit(NAMED_CHANGES).toList(),
                missing(names, from, to));
    }

    /** What the errors of these applications lack, where too many of them do. */
    private List<Missing> missing(List<String> apps, long from, long to) {
        var all = new HashMap<String, Long>();
        var withoutCode = new HashMap<String, Long>();
        counts.forEach(from, to, (leaf, errors) -> {
            var app = leaf.key.value(Dimension.APP);
            all.merge(app, errors, Long::sum);
            withoutCode.merge(app, leaf.key.value(Dimension.CODE).isEmpty() ? errors : 0, Long::sum);
        });
        var withoutId = counts.withoutRequestId(from, to);
        return apps.stream()
                .flatMap(app -> Stream.of(
                        missing(app, Missing.REQUEST_ID, withoutId, all), missing(app, Missing.CODE, withoutCode, all)))
                .filter(missing -> missing.share() > rules.maxWithout())
                .toList();
    }

    private static Missing missing(String app, String field, Map<String, Long> without, Map<String, Long> all) {
        return new Missing(app, field, (double) without.getOrDefault(app, 0L) / Math.max(1, all.getOrDefault(app, 0L)));
    }

    private static Owner most(Map<Owner, Long> owners) {
        return owners.entrySet().stream()
                .max(Map.Entry.<Owner, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(Owner.UNKNOWN);
    }
}
