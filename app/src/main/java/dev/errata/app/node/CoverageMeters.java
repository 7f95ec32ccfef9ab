package dev.errata.app.node;

import dev.errata.core.Coverage;
import dev.errata.store.query.CoverageByApp.Found;
import dev.errata.store.query.StoreUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How well errors are known, of the last minutes: {@code errata.coverage.ratio}, {@code errata.app.ratio.known} and
 * {@code errata.errors.without.ratio} by application, and {@code errata.ratio.known} by project. What had no errors is missing.
 */
final class CoverageMeters {
    private static final Logger LOG = LoggerFactory.getLogger(CoverageMeters.class);
    private static final int MOST_APPS = 200;

    private final Supplier<List<Found>> latest;
    private final MultiGauge covered;
    private final MultiGauge without;
    private final MultiGauge known;
    private final MultiGauge appKnown;

    /** @param latest of the last minutes, by project and application, those with most errors first */
    CoverageMeters(Supplier<List<Found>> latest, MeterRegistry registry) {
        this.latest = latest;
        covered = MultiGauge.builder("errata.coverage.ratio")
                .description("Errors among calls that somebody counted, by all errors of the last minutes")
                .register(registry);
        without = MultiGauge.builder("errata.errors.without.ratio")
                .description("Errors of the last minutes that lack a field, by all of them")
                .register(registry);
        appKnown = MultiGauge.builder("errata.app.ratio.known")
                .description("1 where so many errors of an application are among counted calls, else 0")
                .register(registry);
        known = MultiGauge.builder("errata.ratio.known")
                .description("1 where so many errors are among counted calls that a ratio means something, else 0")
                .register(registry);
    }

    /** Looks once more. While nobody can say, all stays as it was. */
    void refresh() {
        try {
            show(latest.get());
        } catch (StoreUnavailableException e) {
            LOG.warn("how well errors are known is not known: {}", e.getMessage());
        }
    }

    private void show(List<Found> all) {
        var projects = new TreeMap<String, Coverage>();
        all.forEach(found -> projects.merge(found.project(), found.coverage(), Coverage::plus));
        known.register(
                projects.entrySet().stream()
                        .map(project -> known(Tags.of("project", project.getKey()), project.getValue()))
                        .toList(),
                true);
        var apps = all.stream()
                .filter(found -> found.coverage().all() > 0)
                .limit(MOST_APPS)
                .toList();
        covered.register(
                apps.stream()
                        .map(found -> Row.of(
                                tags(found),
                                (double) found.coverage().covered()
                                        / found.coverage().all()))
                        .toList(),
                true);
        appKnown.register(
                apps.stream().map(found -> known(tags(found), found.coverage())).toList(), true);
        without.register(
                apps.stream()
                        .filter(found -> found.coverage().errors() > 0)
                        .flatMap(found -> Stream.of(
                                lack(found, "request_id", found.coverage().withoutRequestId()),
                                lack(found, "code", found.coverage().withoutCode())))
                        .toList(),
                true);
    }

    private static Row<Number> known(Tags tags, Coverage coverage) {
        return Row.of(tags, coverage.isUnknown() ? 0 : 1);
    }

    private static Row<Number> lack(Found found, String field, long without) {
        return Row.of(
                tags(found).and("field", field),
                (double) without / found.coverage().errors());
    }

    private static Tags tags(Found found) {
        return Tags.of("project", found.project(), "app", found.app());
    }
}
