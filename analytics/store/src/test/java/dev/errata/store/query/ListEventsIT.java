package dev.errata.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.EventIds;
import dev.errata.contract.Owner;
import dev.errata.core.Dimension;
import dev.errata.store.query.ListEvents.Place;
import dev.errata.store.query.ListEvents.Question;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ListEventsIT {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final int SEEDED = 1_200;

    private static SeededDatabase database;
    private static ListEvents listEvents;
    private static ErrorGroups errorGroups;

    @BeforeAll
    static void seed() throws SQLException {
        database = new SeededDatabase();
        database.partitions(LocalDate.parse("2026-03-01"), 6);
        database.execute("""
                INSERT INTO event (event_day, project, event_id, time, received_at, app, model, status, code, message,
                    fingerprint)
                SELECT time::date, project, gen_random_uuid(), time, time, 'app' || n % 3, 'm' || n % 2, 400 + n % 2 * 29,
                    'c' || n % 2, 'Slow down, client ' || n, n % 2
                FROM (SELECT n, timestamptz '2026-03-04 12:00Z' - (n / 3) * interval '10 s' AS time
                    FROM generate_series(1, $seeded) AS n) AS made, (VALUES ('default'), ('other')) AS p (project)
                """.replace("$seeded", Integer.toString(SEEDED)));
        database.execute("ANALYZE");
        listEvents = new ListEvents(database.jdbi());
        errorGroups = new ErrorGroups(database.jdbi());
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    @Test
    void pages_haveEachEventOnce_whileOthersAreInserted() throws Exception {
        var before = ids(all(filter(), 1_000_000));
        var seed = System.nanoTime();
        var stop = new AtomicBoolean();
        var seen = new ArrayList<UUID>();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var writer = writers.submit(() -> insertUntil(stop, new Random(seed)));
            Optional<Place> after = Optional.empty();
            do {
                var page = listEvents.answer(new Question(filter(), after, 37));
                seen.addAll(ids(page.events()));
                after = page.next();
            } while (after.isPresent());
            stop.set(true);
            assertThat(writer.get()).as("inserted meanwhile").isPositive();
        } finally {
            stop.set(true);
        }

        assertThat(new HashSet<>(seen)).as("no repetition, seed %d", seed).hasSameSizeAs(seen);
        assertThat(seen).as("no gap, seed %d", seed).containsAll(before);
        database.execute("DELETE FROM event WHERE app = 'meanwhile'");
    }

    @Test
    void filter_narrowsByLabels_andPagesEndWhereNothingIsLeft() {
        var filter = new EventFilter(
                "default",
                NOON.minus(Duration.ofDays(1)),
                NOON.plusSeconds(1),
                Map.of(Dimension.STATUS, List.of("429"), Dimension.APP, List.of("app0", "nobody")),
                Optional.empty(),
                Optional.empty());
        var page = listEvents.answer(new Question(filter, Optional.empty(), SEEDED / 6));

        assertThat(page.events())
                .hasSize(SEEDED / 6)
                .allSatisfy(
                        found -> assertThat(found.event().failure().status()).isEqualTo(429))
                .isSortedAccordingTo(
                        (a, b) -> b.event().time().compareTo(a.event().time()));
        assertThat(page.next()).isEmpty();
    }

    @Test
    void owner_isDerived_soAPageMayBeShort_andStillNothingIsLost() {
        var byOwner = new EventFilter(
                "default",
                NOON.minus(Duration.ofDays(1)),
                NOON.plusSeconds(1),
                Map.of(),
                Optional.empty(),
                Optional.of(Owner.QUOTA));

        assertThat(all(byOwner, 70))
                .hasSize(SEEDED / 2)
                .allSatisfy(
                        found -> assertThat(found.event().failure().status()).isEqualTo(429));
    }

    @Test
    void plan_goesByTheIndex_andSortsNothing() {
        var after = Optional.of(new Place(NOON, UUID.randomUUID()));
        var plan = database.jdbi().withHandle(handle -> {
            handle.execute("SET plan_cache_mode = force_generic_plan");
            return ListEvents.bind(
                            handle.createQuery("EXPLAIN " + ListEvents.sql(filter(), after)), filter(), after, 100)
                    .mapTo(String.class)
                    .list();
        });

        assertThat(plan)
                .noneMatch(line -> line.contains("Seq Scan") || line.contains("Sort  "))
                .anyMatch(line -> line.contains("Index Scan Backward") && line.contains("project_time"));
    }

    @Test
    void tail_showsEachOnce_andCountsWhatItCannotShow() {
        var now = NOON.plus(Duration.ofHours(2));
        var filter = new EventFilter("tailed", now, now, Map.of(), Optional.empty(), Optional.empty());
        var tail = new EventTail(new LatestEvents(database.jdbi()), filter, Optional.empty());
        insertTailed(now.minusSeconds(2), 3);

        assertThat(tail.next(now).events()).as("what was there before").isEmpty();
        insertTailed(now.minusSeconds(4), 5);
        assertThat(tail.next(now).events()).as("though older").hasSize(5);
        insertTailed(now.plusSeconds(1), 700);
        var news = tail.next(now.plusSeconds(1));
        assertThat(news.events()).hasSize(LatestEvents.LIMIT);
        assertThat(news.dropped()).isEqualTo(200);
        assertThat(tail.next(now.plusSeconds(2))).isEqualTo(new EventTail.News(List.of(), 0));

        var resumed = new EventTail(new LatestEvents(database.jdbi()), filter, tail.newest());
        insertTailed(now.plusSeconds(90), 2);
        assertThat(resumed.next(now.plusSeconds(300)).events()).hasSize(2);
    }

    private static void insertTailed(Instant time, int events) {
        database.execute(
                "INSERT INTO event (event_day, project, event_id, time, received_at) SELECT '2026-03-04', 'tailed',"
                        + " gen_random_uuid(), time, time FROM (SELECT timestamptz '%s' + n * interval '1 ms' AS time FROM"
                                .formatted(time)
                        + " generate_series(1, %d) AS n) AS made".formatted(events));
    }

    @Test
    void groups_areCountedInTheirTime_andEver() {
        var from = NOON.minus(Duration.ofMinutes(30));
        var filter =
                new EventFilter("default", from, NOON.plusSeconds(1), Map.of(), Optional.empty(), Optional.empty());
        var grid = new TimeGrid(from, NOON, Duration.ofMinutes(10));
        var question = new ErrorGroups.Question(filter, grid, Optional.empty(), Optional.empty(), 10);
        var groups = errorGroups.answer(question).groups();

        assertThat(groups).hasSize(2).allSatisfy(group -> {
            assertThat(group.failures()).isBetween(260L, 280L);
            assertThat(group.trend().stream()
                            .mapToLong(ErrorGroup.Point::failures)
                            .sum())
                    .isEqualTo(group.failures());
            assertThat(group.apps()).hasSize(3);
            assertThat(group.models()).hasSize(1);
            assertThat(group.ever().failures()).isEqualTo(SEEDED / 2);
            assertThat(group.ever().firstSeen()).isBefore(group.firstSeen());
            assertThat(group.template()).contains("slow down");
            assertThat(group.samples()).hasSize(3);
        });
        assertThat(errorGroups.matching(question)).hasSize(2);
        var text = new ErrorGroups.Question(filter, grid, Optional.empty(), Optional.of("Slow DOWN"), 10);
        assertThat(errorGroups.matching(text)).hasSize(2);
        var other = new ErrorGroups.Question(filter, grid, Optional.empty(), Optional.of("client 7"), 10);
        assertThat(errorGroups.matching(other)).isEmpty();
        assertThat(errorGroups
                        .answer(new ErrorGroups.Question(filter, grid, Optional.of(from), Optional.empty(), 10))
                        .groups())
                .as("none is new")
                .isEmpty();
    }

    private static List<FoundEvent> all(EventFilter filter, int limit) {
        var all = new ArrayList<FoundEvent>();
        Optional<Place> after = Optional.empty();
        do {
            var page = listEvents.answer(new Question(filter, after, limit));
            all.addAll(page.events());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    private static EventFilter filter() {
        return new EventFilter(
                "default",
                NOON.minus(Duration.ofDays(3)),
                NOON.plusSeconds(60),
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static List<UUID> ids(List<FoundEvent> events) {
        return events.stream().map(found -> found.event().eventId()).toList();
    }

    /** At times before, between and at those that are there. */
    private static int insertUntil(AtomicBoolean stop, Random random) {
        var inserted = 0;
        while (!stop.get()) {
            var time = NOON.minusSeconds(10L * random.nextInt(SEEDED / 3));
            database.execute("INSERT INTO event (event_day, project, event_id, time, received_at, app) VALUES"
                    + " ('2026-03-04', 'default', '%s', '%s', '%s', 'meanwhile')"
                            .formatted(EventIds.random(time, random), time, time));
            inserted++;
        }
        return inserted;
    }
}
