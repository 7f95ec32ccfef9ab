package dev.errata.bench.store;

import dev.errata.bench.Benchmark;
import dev.errata.bench.Effort;
import dev.errata.bench.Outcome;
import dev.errata.core.Dimension;
import dev.errata.embedded.Directories;
import dev.errata.store.query.EventFilter;
import dev.errata.store.query.ListEvents;
import dev.errata.store.query.Queries;
import dev.errata.store.query.RateSeries;
import dev.errata.store.query.TimeGrid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Questions to a store with many events in thirty daily partitions, all indexes on, and the searches also to one with a tenth
 * of them. The events are made in Postgres, in the order of their time, as the sink would have stored them.
 */
public final class StoreBenchmark implements Benchmark {
    /** The events grow with the square of the effort, since a tenth of the events would still take minutes. */
    private static final double EVENTS_PER_SQUARE_UNIT = 8e-5;

    private static final int FEW = 10;
    private static final int SEARCHES_PER_ROUND = 300;
    private static final int TICKETS_PER_ROUND = 50;
    private static final int PAGE = 100;

    /** No dashboard ends on the hour. */
    private static final Duration BEFORE_MIDNIGHT = Duration.ofSeconds(1_234);

    private final Optional<Path> kept;

    /** With data that go when it has run. */
    public StoreBenchmark() {
        this(Optional.empty());
    }

    private StoreBenchmark(Optional<Path> kept) {
        this.kept = kept;
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public String description() {
        return "questions to many events in " + Days.COUNT
                + " daily partitions: searches by id beside the same on the event's own day, tickets, rates, lists,"
                + " Overview";
    }

    @Override
    public Optional<Benchmark> keptIn(Path directory) {
        return Optional.of(new StoreBenchmark(Optional.of(directory)));
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        if (kept.isPresent()) {
            return run(effort, kept.get());
        }
        var directory = Files.createTempDirectory("errata-bench");
        try {
            return run(effort, directory);
        } finally {
            Directories.delete(directory);
        }
    }

    private static Outcome run(Effort effort, Path directory) throws Exception {
        var all = (long) (effort.units() * (double) effort.units() * EVENTS_PER_SQUARE_UNIT);
        var searches = effort.rounds() * SEARCHES_PER_ROUND;
        var few = all / FEW;
        try (var little = stored(directory, few);
                var much = stored(directory, all)) {
            var amongFew = search(little, searches);
            var amongAll = search(much, searches);
            var lines = much.lines();
            lines.add("search by request id");
            lines.add(amongFew.line());
            lines.add(amongAll.line());
            var queries = much.queries();
            lines.times("ticket over HTTP", Tickets.times(queries, much.events(), effort.rounds() * TICKETS_PER_ROUND));
            rates(queries, much, effort, lines);
            list(queries, much, effort, lines);
            var end = start(much.today()).minus(BEFORE_MIDNIGHT);
            lines.add("Overview over 7 days, "
                    + OverviewPanels.of(much.questions(), end, effort.rounds()).line());
            lines.sizes(much.events());
            return new StoreOutcome(lines.all(), amongFew, amongAll);
        }
    }

    private static StoredDays stored(Path directory, long wanted) throws Exception {
        var events = Math.ceilDiv(wanted, Days.COUNT) * Days.COUNT;
        return StoredDays.in(directory.resolve(Long.toString(events)), events);
    }

    private static Searches search(StoredDays stored, int searches) throws Exception {
        return Searches.of(stored.queries().findEvents(), stored.days(), stored.events(), searches);
    }

    private static void rates(Queries queries, StoredDays stored, Effort effort, Lines lines) throws Exception {
        var rates = queries.rateSeries();
        var grid = TimeGrid.of(start(stored.days().first()), start(stored.today()));
        var question = new RateSeries.Question("default", grid, Set.of(Dimension.CODE, Dimension.MODEL), Map.of());
        Times.of(effort.warmUps(), () -> rates.answer(question));
        lines.times(
                "rates for %d days by code and model, a point each %s".formatted(Days.COUNT, grid.step()),
                Times.of(effort.rounds(), () -> rates.answer(question)));
        lines.add(rates.plan(question));
    }

    private static void list(Queries queries, StoredDays stored, Effort effort, Lines lines) throws Exception {
        var list = queries.listEvents();
        var filter = new EventFilter(
                "default",
                start(stored.days().first()),
                start(stored.today()),
                Map.of(Dimension.CODE, List.of("code_7"), Dimension.MODEL, List.of("model-2")),
                Optional.empty(),
                Optional.empty());
        var question = new ListEvents.Question(filter, Optional.empty(), PAGE);
        Times.of(effort.warmUps(), () -> list.answer(question));
        lines.times("first page of a search by code and model", Times.of(effort.rounds(), () -> list.answer(question)));
        lines.add(list.plan(question));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
