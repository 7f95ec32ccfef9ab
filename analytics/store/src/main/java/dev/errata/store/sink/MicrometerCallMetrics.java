package dev.errata.store.sink;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.Caller;
import dev.errata.contract.Catalogue;
import dev.errata.contract.CatalogueEntry;
import dev.errata.contract.Owner;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@link CallMetrics} as counters: {@code errata.errors}, {@code errata.requests} and {@code errata.task.outcomes}. The sum
 * of each is exact, from its first scrape on; how many series it may have is bounded. Safe from any thread.
 *
 * <p>{@code cause} is the catalogue's entry for status, code and type, {@code owner} whose the error is by that: providers
 * spell one thing in many ways, and rules should not have to.
 */
public final class MicrometerCallMetrics implements CallMetrics {
    private static final String OTHER = BoundedCounters.OTHER;
    private static final String UNKNOWN = "unknown";
    private static final List<String> TARGET = List.of("project", "provider", "model");

    private final Catalogue catalogue = Catalogue.standard();
    private final Set<Integer> knownStatuses =
            catalogue.all().stream().flatMap(entry -> entry.statuses().stream()).collect(Collectors.toSet());

    private final BoundedCounters errors;
    private final BoundedCounters requests;
    private final BoundedCounters outcomes;

    /** Without any series. */
    public MicrometerCallMetrics(MeterRegistry registry) {
        errors = new BoundedCounters(
                registry,
                "errata.errors",
                "Failed attempts that were stored",
                more("status", "code", "type", "cause", "owner"));
        requests = new BoundedCounters(
                registry, "errata.requests", "Attempts, failed or not, by the totals that were stored", TARGET);
        outcomes = new BoundedCounters(
                registry, "errata.task.outcomes", "Steps of asynchronous tasks that were stored", more("outcome"));
    }

    private static List<String> more(String... labels) {
        return Stream.concat(TARGET.stream(), Stream.of(labels)).toList();
    }

    /** Shows each error of the catalogue at zero for the default project, so that there is something to look at. */
    public void seed() {
        for (var entry : catalogue.all()) {
            if (entry.statuses().isEmpty()) {
                seed(entry, null);
            }
            entry.statuses().forEach(status -> seed(entry, status));
        }
    }

    private void seed(CatalogueEntry entry, @Nullable Integer status) {
        var nobody = new TargetLabels(Caller.DEFAULT_PROJECT, "", "");
        errors(new ErrorLabels(nobody, status, entry.key(), ""), 0);
    }

    /** Takes a scrape; what is new in it counts from then on. */
    public String scraped(Supplier<String> scrape) {
        var seen = Stream.of(errors, requests, outcomes)
                .map(BoundedCounters::scraping)
                .toList();
        var text = scrape.get();
        seen.forEach(Runnable::run);
        return text;
    }

    @Override
    public void errors(ErrorLabels labels, long number) {
        var entry = catalogue.find(labels.status(), labels.code(), labels.type());
        var cause = entry.map(CatalogueEntry::key).orElse(UNKNOWN);
        var owner =
                entry.map(CatalogueEntry::owner).orElse(Owner.UNKNOWN).name().toLowerCase(Locale.ROOT);
        var status = labels.status();
        var coarseStatus = status == null || knownStatuses.contains(status) ? text(status) : OTHER;
        var target = labels.target();
        errors.add(
                with(target, text(status), labels.code(), labels.type(), cause, owner),
                with(folded(target), coarseStatus, OTHER, OTHER, cause, owner),
                number);
    }

    @Override
    public void requests(TargetLabels labels, long more) {
        requests.add(with(labels), with(folded(labels)), more);
    }

    @Override
    public void taskOutcomes(TargetLabels labels, CallOutcome.Outcome outcome, long number) {
        var name = outcome.name().toLowerCase(Locale.ROOT);
        outcomes.add(with(labels, name), with(folded(labels), name), number);
    }

    private static TargetLabels folded(TargetLabels labels) {
        return new TargetLabels(labels.project(), OTHER, OTHER);
    }

    private static List<String> with(TargetLabels target, String... more) {
        return Stream.concat(Stream.of(target.project(), target.provider(), target.model()), Stream.of(more))
                .toList();
    }

    private static String text(@Nullable Integer status) {
        return status == null ? "" : status.toString();
    }
}
