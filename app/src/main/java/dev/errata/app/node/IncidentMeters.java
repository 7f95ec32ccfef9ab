package dev.errata.app.node;

import dev.errata.contract.Catalogue;
import dev.errata.contract.CatalogueEntry;
import dev.errata.core.Dimension;
import dev.errata.core.Scope;
import dev.errata.core.incident.Incident;
import dev.errata.store.query.StoreUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For rules that should say nothing while an incident of the same scope pages already. {@code errata.incident.open}: how many
 * incidents with these labels go on. {@code errata.incident.slice}: the same for each slice that explains them, since the scope of
 * an incident stays as narrow as it was found, and its page tells of all of it. One that pages nobody says so. A label that the
 * scope, or the slice, does not name is empty. {@code errata.incident.error.rate} and {@code errata.incident.baseline.rate}:
 * errors a second of what is open, and those that would have been usual, as the evidence of the incidents has them.
 */
final class IncidentMeters {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentMeters.class);

    private static final List<String> SCOPE = Stream.concat(
                    Arrays.stream(Dimension.values()).map(Dimension::column), Stream.of(Scope.STATUS_CLASS))
            .toList();

    /** What an error is, rather than where; a slice that says nothing of it is of what its incident is about. */
    private static final List<String> WHAT =
            List.of(Dimension.STATUS.column(), Dimension.CODE.column(), Dimension.TYPE.column(), Scope.STATUS_CLASS);

    private final Catalogue catalogue = Catalogue.standard();

    /** Nothing keeps it quiet, and yet there is no receiver for it. */
    private static final String UNTOLD = "untold";

    private final Supplier<List<Incident>> open;
    private final Predicate<Incident> isTold;
    private final MultiGauge scopes;
    private final MultiGauge slices;
    private final MultiGauge rates;
    private final MultiGauge baselines;

    /**
     * @param open those that go on
     * @param isTold whether there is a receiver for it
     */
    IncidentMeters(Supplier<List<Incident>> open, Predicate<Incident> isTold, MeterRegistry registry) {
        this.open = open;
        this.isTold = isTold;
        this.scopes = MultiGauge.builder("errata.incident.open")
                .description("Incidents that go on, by what they are about")
                .register(registry);
        this.slices = MultiGauge.builder("errata.incident.slice")
                .description("Slices that explain incidents that go on")
                .register(registry);
        this.rates = MultiGauge.builder("errata.incident.error.rate")
                .description("Errors a second of incidents that go on, in the window of their evidence")
                .register(registry);
        this.baselines = MultiGauge.builder("errata.incident.baseline.rate")
                .description("Errors a second that would have been usual in that window")
                .register(registry);
    }

    /** Looks once more. While nobody can say, all stays as it was. */
    void refresh() {
        try {
            var incidents = open.get();
            show(scopes, ofScopes(incidents, _ -> 1));
            show(slices, incidents.stream().flatMap(one -> slicesOf(one).map(where -> new Value(tags(one, where), 1))));
            show(
                    rates,
                    ofScopes(
                            incidents,
                            one -> aSecond(one, (double) one.evidence().observed())));
            show(
                    baselines,
                    ofScopes(incidents, one -> aSecond(one, one.evidence().expected())));
        } catch (StoreUnavailableException e) {
            LOG.warn("which incidents are open is not known: {}", e.getMessage());
        }
    }

    private record Value(Tags tags, double value) {}

    private Stream<Value> ofScopes(List<Incident> incidents, ToDoubleFunction<Incident> value) {
        return incidents.stream().map(one -> new Value(tags(one, one.scope().where()), value.applyAsDouble(one)));
    }

    private static double aSecond(Incident incident, double errors) {
        return errors / Math.max(1, incident.evidence().windowSeconds());
    }

    /** Those of the same labels are added up. */
    private static void show(MultiGauge gauges, Stream<Value> all) {
        var sums = all.collect(Collectors.groupingBy(Value::tags, Collectors.summingDouble(Value::value)));
        gauges.register(
                sums.entrySet().stream()
                        .map(entry -> Row.of(entry.getKey(), entry.getValue()))
                        .toList(),
                true);
    }

    /** Of a slice that is about calls without a name, such as those of no application, no threshold knows. */
    private static Stream<Map<String, String>> slicesOf(Incident incident) {
        return incident.explanation().slices().stream()
                .map(slice -> named(incident, slice.where()))
                .filter(where -> !where.containsValue(""));
    }

    private static Map<String, String> named(Incident incident, Map<String, String> slice) {
        var what = WHAT.stream().anyMatch(name -> !slice.getOrDefault(name, "").isEmpty())
                ? slice
                : incident.scope().where();
        var where = new TreeMap<>(slice);
        where.keySet().removeAll(WHAT);
        WHAT.stream()
                .filter(name -> !what.getOrDefault(name, "").isEmpty())
                .forEach(name -> where.put(name, what.get(name)));
        return where;
    }

    private Tags tags(Incident incident, Map<String, String> where) {
        var scope = SCOPE.stream().collect(Collectors.toMap(Function.identity(), name -> where.getOrDefault(name, "")));
        return Tags.of(
                        "project", incident.project(),
                        "kind", name(incident.kind()),
                        "severity", name(incident.severity()),
                        "owner", name(incident.owner()),
                        "quiet", quiet(incident),
                        "cause", cause(where))
                .and(scope.entrySet().stream()
                        .map(entry -> Tag.of(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** The catalogue's entry for what the scope names of status, code and type; empty where it names none of them. */
    private String cause(Map<String, String> where) {
        var status = where.get(Dimension.STATUS.column());
        var number = status == null || !status.matches("\\d{1,4}") ? null : Integer.valueOf(status);
        return catalogue
                .find(number, where.get(Dimension.CODE.column()), where.get(Dimension.TYPE.column()))
                .map(CatalogueEntry::key)
                .orElse("");
    }

    /** Of {@code muted:NAME} the first word. */
    private String quiet(Incident incident) {
        var reason = incident.quiet();
        if (reason != null) {
            return reason.replaceFirst(":.*", "");
        }
        return isTold.test(incident) ? "" : UNTOLD;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
