package dev.errata.store;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.EventIds;
import dev.errata.core.TimeRules;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventPartitionsIT {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    private final StoreDatabase database = StoreDatabase.empty();
    private final EventPartitions partitions = new EventPartitions(database.dataSource(), TimeRules.DEFAULT);

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void maintain_ofAnEmptyTable_makesRetentionAndOneBehind_sevenAhead() throws SQLException {
        partitions.maintain(TODAY);

        assertThat(names()).hasSize(31 + 1 + 7).startsWith("event_20260129").endsWith("event_20260308");
    }

    @Test
    void maintain_again_changesNothing() throws SQLException {
        partitions.maintain(TODAY);
        var before = identities();

        partitions.maintain(TODAY);

        assertThat(identities()).isEqualTo(before);
    }

    @Test
    void maintain_aDayLater_makesOne_andDropsOne() throws SQLException {
        partitions.maintain(TODAY);
        var before = names();

        partitions.maintain(TODAY.plusDays(1));

        before.remove("event_20260129");
        before.add("event_20260309");
        assertThat(names()).isEqualTo(before);
    }

    @Test
    void maintain_byTwoAtOnce_makesEachOnce() throws Exception {
        Callable<Void> maintain = () -> {
            partitions.maintain(TODAY);
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var done : threads.invokeAll(List.of(maintain, maintain))) {
                done.get();
            }
        }

        assertThat(names()).hasSize(39);
    }

    @Test
    void insert_ofTheFirstAndLastAcceptedDay_findsItsPartition() throws SQLException {
        partitions.maintain(TODAY);

        for (var day : List.of(TODAY.minusDays(30), TODAY.plusDays(2))) {
            insert(day, LocalTime.MIN);
            insert(day, LocalTime.MAX);
        }

        assertThat(database.rows("SELECT tableoid::regclass::text, count(*) FROM event GROUP BY 1 ORDER BY 1"))
                .containsExactly(List.of("event_20260130", 2L), List.of("event_20260303", 2L));
    }

    private void insert(LocalDate day, LocalTime time) throws SQLException {
        var id = EventIds.random(day.atTime(time).toInstant(ZoneOffset.UTC), new Random());
        database.execute("INSERT INTO event (event_day, project, event_id, time, received_at) VALUES ('"
                + EventIds.day(id) + "', 'default', '" + id + "', now(), now())");
    }

    private TreeSet<String> names() throws SQLException {
        return database
                .rows("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'event'::regclass")
                .stream()
                .map(row -> (String) row.getFirst())
                .collect(toCollection(TreeSet::new));
    }

    /** With their internal ids, which tell whether one was made anew. */
    private List<List<?>> identities() throws SQLException {
        return database.rows("SELECT inhrelid::bigint FROM pg_inherits WHERE inhparent = 'event'::regclass ORDER BY 1");
    }
}
