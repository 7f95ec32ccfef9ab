package dev.errata.bench.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What alarms are worth: an alarm on a series of an incident, from its onset to two minutes after its end, finds it. One
 * in a neutral span is not counted. Every other is false.
 */
final class Score {
    private static final double AFTER_SECONDS = 120;

    private int found;
    private int foundBelowOracle;
    private int detectable;
    private int falseAlarms;
    private double seriesDays;
    private final List<Double> delays = new ArrayList<>();
    private final List<Double> oracles = new ArrayList<>();
    private final Map<Incident.Kind, int[]> byKind = new HashMap<>();

    /** One alarm that was raised. */
    record Alarm(double time, World.Series series) {}

    /** Adds the alarms of one stream. */
    void add(Stream stream, World world, Plan plan, List<Alarm> alarms, boolean withTotals) {
        var first = new HashMap<Incident, Double>();
        var scopes = new HashMap<Incident, Set<Integer>>();
        plan.incidents.forEach(incident -> scopes.put(incident, incident.scope()));
        for (var alarm :
                alarms.stream().sorted(Comparator.comparingDouble(Alarm::time)).toList()) {
            var hit = plan.incidents.stream()
                    .filter(incident -> incident.onset <= alarm.time
                            && alarm.time <= incident.end + AFTER_SECONDS
                            && scopes.getOrDefault(incident, Set.of()).contains(alarm.series.index))
                    .toList();
            hit.forEach(incident -> first.putIfAbsent(incident, alarm.time));
            if (hit.isEmpty() && plan.neutrals.stream().noneMatch(neutral -> excuses(neutral, alarm, withTotals))) {
                falseAlarms++;
            }
        }
        plan.incidents.forEach(incident -> count(incident, first.get(incident)));
        world.series.forEach(series -> seriesDays += stream.days() - series.model.born / (double) Stream.DAY);
    }

    private void count(Incident incident, @Nullable Double time) {
        if (!incident.isDetectable()) {
            foundBelowOracle += time == null ? 0 : 1;
            return;
        }
        var kind = byKind.computeIfAbsent(incident.kind, name -> new int[2]);
        detectable++;
        kind[1]++;
        if (time != null) {
            found++;
            kind[0]++;
            delays.add(time - incident.onset);
            oracles.add(incident.oracleSeconds());
        }
    }

    private static boolean excuses(Plan.Neutral neutral, Alarm alarm, boolean withTotals) {
        var concerned =
                neutral.series() == null ? neutral.model() == alarm.series.model : neutral.series() == alarm.series;
        return concerned
                && neutral.span().from() <= alarm.time
                && alarm.time <= neutral.span().to()
                && !(withTotals && neutral.onlyWithoutTotals());
    }

    double precision() {
        var hits = found + foundBelowOracle;
        return hits / Math.max(1.0, hits + falseAlarms);
    }

    double recall() {
        return found / Math.max(1.0, detectable);
    }

    double f1() {
        return 2 * precision() * recall() / Math.max(1e-9, precision() + recall());
    }

    double falseAlarmsPerSeriesDay() {
        return falseAlarms / Math.max(1e-9, seriesDays);
    }

    double medianDelay() {
        return quantile(delays, 0.5);
    }

    double slowDelay() {
        return quantile(delays, 0.9);
    }

    double medianOracle() {
        return quantile(oracles, 0.5);
    }

    /** Found of detectable ones, by kind. */
    Map<Incident.Kind, int[]> byKind() {
        return byKind;
    }

    int found() {
        return found;
    }

    int detectable() {
        return detectable;
    }

    int falseAlarms() {
        return falseAlarms;
    }

    private static double quantile(List<Double> values, double part) {
        var sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.min(sorted.size() - 1, (int) (part * sorted.size())));
    }
}
