package dev.errata.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.TimeRules;
import dev.errata.store.EventPartitions;
import dev.errata.store.EventSeals;
import dev.errata.store.StoreDatabase;
import dev.errata.store.query.EventDays.Stretch;
import dev.errata.store.query.ListEvents.Place;
import dev.errata.store.query.ListEvents.Question;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list reads only the partitions that may have its events, and still has each event once, in order. */
class EventDaysIT {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final int DAYS = 14;

    private final StoreDatabase database = StoreDatabase.empty();
    private final Jdbi jdbi = Jdbi.create(database.dataSource()).installPlugin(new PostgresPlugin());
    private final EventSeals seals = new EventSeals(database.dataSource());

    @BeforeEach
    void makePartitions() throws SQLException {
        new EventPartitions(database.dataSource(), new TimeRules(Duration.ofMinutes(10), DAYS)).maintain(TODAY);
        // Tests do not live on that day: of the days ahead only those count that the database's clock would take.
        database.execute("DELETE FROM event_day WHERE day > '" + TODAY + "'");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void pages_ofEventsWhoseTimesAreDaysAwayFromTheirIds_areThoseOfOneSort() throws SQLException {
        var seed = System.nanoTime();
        insert(new Random(seed), 800);
        seals.seal(TODAY);
        insert(new Random(seed + 1), 30);
        var sorted = database.rows("SELECT event_id FROM event ORDER BY time DESC, event_id DESC").stream()
                .map(row -> (UUID) row.getFirst())
                .toList();

        for (var patience : List.of(Duration.ZERO, Duration.ofMinutes(1))) {
            assertThat(pages(new ListEvents(jdbi, patience), 1 + new Random(seed).nextInt(100)))
                    .as("seed %d, patience %s", seed, patience)
                    .isEqualTo(sorted);
        }
    }

    @Test
    void stretches_nameTheOpenDaysAndThreeSealedOnes_andTheDayThatIsOff() throws SQLException {
        var rows = new ArrayList<>(List.of(row(TODAY.minusDays(12), noon(3).plusSeconds(1))));
        for (int back = 0; back < DAYS; back++) {
            rows.add(row(TODAY.minusDays(back), noon(back)));
        }
        insert(rows);
        seals.seal(TODAY);

        var stretches = new EventDays(jdbi).stretches(noon(8), noon(-1));

        assertThat(stretches.getFirst().to()).isEqualTo(noon(-1));
        assertThat(stretches.getLast().from()).isEqualTo(noon(8));
        assertThat(stretches)
                .extracting(Stretch::days)
                .satisfiesExactly(
                        days -> assertThat(days).containsExactlyInAnyOrder(ago(0, 1, 2, 3, 12)),
                        days -> assertThat(days).containsExactlyInAnyOrder(ago(0, 1, 4, 5, 6, 12)),
                        days -> assertThat(days).containsExactlyInAnyOrder(ago(0, 1, 7, 8, 12)));
        for (int i = 1; i < stretches.size(); i++) {
            assertThat(stretches.get(i).to()).isEqualTo(stretches.get(i - 1).from());
        }
    }

    @Test
    void stretches_whereNobodyKeepsNotes_areOne_ofAllPartitions() throws SQLException {
        database.execute("DELETE FROM event_day");

        assertThat(new EventDays(jdbi).stretches(noon(8), noon(0)))
                .containsExactly(new Stretch(noon(8), noon(0), List.of()));
    }

    private List<UUID> pages(ListEvents list, int limit) {
        var filter = new EventFilter("default", noon(40), noon(-40), Map.of(), Optional.empty(), Optional.empty());
        var seen = new ArrayList<UUID>();
        Optional<Place> after = Optional.empty();
        do {
            var page = list.answer(new Question(filter, after, limit));
            page.events().forEach(found -> seen.add(found.event().eventId()));
            after = page.next();
        } while (after.isPresent());
        return seen;
    }

    /** Every tenth has a time of another day than its id's. Some times are the same. */
    private void insert(Random random, int events) throws SQLException {
        var rows = new ArrayList<String>();
        for (int i = 0; i < events; i++) {
            var day = TODAY.minusDays(random.nextInt(DAYS));
            var offset = random.nextInt(10) == 0 ? random.nextInt(2 * DAYS) - DAYS : 0;
            rows.add(row(day, day.plusDays(offset).atTime(random.nextInt(24), 0).toInstant(ZoneOffset.UTC)));
        }
        insert(rows);
    }

    private void insert(List<String> rows) throws SQLException {
        database.execute("INSERT INTO event (event_day, project, event_id, time, received_at) VALUES "
                + String.join(", ", rows));
    }

    private static String row(LocalDate day, Instant time) {
        return "('%s', 'default', '%s', '%s', '%3$s')".formatted(day, UUID.randomUUID(), time);
    }

    private static LocalDate[] ago(int... days) {
        return Arrays.stream(days).mapToObj(TODAY::minusDays).toArray(LocalDate[]::new);
    }

    private static Instant noon(int daysAgo) {
        return TODAY.minusDays(daysAgo).atTime(12, 0).toInstant(ZoneOffset.UTC);
    }
}
