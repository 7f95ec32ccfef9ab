package dev.errata.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.EventIds;
import dev.errata.store.EventPartitions;
import dev.errata.store.EventSeals;
import dev.errata.store.StoreDatabase;
import dev.errata.store.query.FindEvents.Question;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days that are sealed are looked at only for ids that they have, and an id that is stored is always found. */
class EventSealsIT {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final LocalDate OLD = TODAY.minusDays(3);
    private static final Random RANDOM = new Random(3);

    private final StoreDatabase database = StoreDatabase.empty();
    private final Jdbi jdbi = Jdbi.create(database.dataSource()).installPlugin(new PostgresPlugin());
    private final FindEvents findEvents = new FindEvents(jdbi);
    private final EventSeals seals = new EventSeals(database.dataSource());
    private final EventPartitions partitions = new EventPartitions(database.dataSource(), StoreDatabase.RULES);

    @BeforeEach
    void makePartitions() throws SQLException {
        partitions.maintain(TODAY);
        // Tests do not live on that day: of the days ahead only those count that the database's clock would take.
        database.execute("DELETE FROM event_day WHERE day > '" + TODAY + "'");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"request_id", "provider_request_id", "task_id", "trace_id", "call_id"})
    void answer_toAnIdOfASealedDay_looksAtThatDayAndTheOpenOnes(String kind) throws SQLException {
        insert(OLD, kind, "ABC-1");
        insert(TODAY, kind, "ABC-2");
        assertThat(seals.seal(TODAY)).isEqualTo(2);

        assertThat(days("ABC-1")).containsExactlyInAnyOrder(OLD, TODAY.minusDays(1), TODAY);
        assertThat(days("ABC-2")).containsExactlyInAnyOrder(TODAY.minusDays(1), TODAY);
        assertThat(found("ABC-1")).isOne();
        assertThat(found("ABC-2")).isOne();
        assertThat(found("abc-3")).isZero();
    }

    @Test
    void answer_toATraceInCapitals_ofASealedDay_findsIt() throws SQLException {
        insert(OLD, "trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
        seals.seal(TODAY);

        assertThat(found("4BF92F3577B34DA6A3CE929D0E0E4736")).isOne();
    }

    /** The larger day has more blocks. */
    @Test
    void answer_onDaysOfAnySize_looksAtTheRightOne() throws SQLException {
        insert(OLD, "request_id", "few");
        var larger = OLD.plusDays(1);
        database.execute(
                "INSERT INTO event (event_day, project, event_id, time, received_at, request_id) SELECT '" + larger
                        + "', 'default', gen_random_uuid(), '" + larger + "', '" + larger + "', 'many_' || n"
                        + " FROM generate_series(1, 140000) AS n");
        seals.seal(TODAY);

        assertThat(database.number("SELECT count(DISTINCT day) FROM event_day_block WHERE block >= 8192"))
                .isOne();
        assertThat(days("few")).contains(OLD).doesNotContain(larger);
        for (int n = 1; n <= 140_000; n += 10_007) {
            assertThat(days("many_" + n)).contains(larger).doesNotContain(OLD);
            assertThat(found("many_" + n)).isOne();
        }
        assertThat(days("many_0")).doesNotContain(larger, OLD);
    }

    @Test
    void seal_isBrokenByALateEvent_andMadeAnewLater() throws SQLException {
        seals.seal(TODAY);
        insert(OLD, "request_id", "late");

        assertThat(days("anything")).contains(OLD);
        assertThat(found("late")).isOne();

        assertThat(seals.seal(TODAY)).isOne();
        assertThat(days("anything")).doesNotContain(OLD);
        assertThat(found("late")).isOne();
        assertThat(seals.seal(TODAY)).as("nothing is left to seal").isZero();
    }

    @Test
    void seal_ofYesterday_waitsUntilNothingComes() throws SQLException {
        var yesterday = TODAY.minusDays(1);
        insert(yesterday, "request_id", "soon");
        seals.seal(TODAY);
        assertThat(days("anything")).as("it might still come").contains(yesterday);

        halfAnHourLater();
        insert(yesterday, "request_id", "later");
        seals.seal(TODAY);
        assertThat(days("anything")).as("something came").contains(yesterday);

        halfAnHourLater();
        assertThat(seals.seal(TODAY)).isOne();
        assertThat(days("anything")).doesNotContain(yesterday);
        assertThat(found("soon")).isOne();
        assertThat(found("later")).isOne();
    }

    private void halfAnHourLater() throws SQLException {
        database.execute("UPDATE event_day SET quiet_since = quiet_since - interval '30 min'");
    }

    @Test
    void seals_ofADayThatIsDropped_goWithIt() throws SQLException {
        insert(OLD, "request_id", "old");
        seals.seal(TODAY);

        partitions.maintain(TODAY.plusDays(1));

        assertThat(found("old")).isZero();
        assertThat(database.number("SELECT count(*) FROM event_day_block WHERE day = '" + OLD + "'"))
                .isZero();
    }

    /** What is stored is found from the moment of its commit on, however it meets those who seal. */
    @Test
    void answer_whileEventsComeForADayThatIsBeingSealed_findsEach() throws Exception {
        var stored = new AtomicInteger();
        var sealing = Thread.ofVirtual().start(() -> {
            while (stored.get() < 300) {
                sealQuietly();
            }
        });
        for (int i = 0; i < 300; i++) {
            insert(OLD, "call_id", "call-" + i);
            assertThat(found("call-" + i)).as("event " + i).isOne();
            assertThat(found("call-" + RANDOM.nextInt(i + 1))).isOne();
            stored.incrementAndGet();
        }
        sealing.join();
    }

    private void sealQuietly() {
        try {
            seals.seal(TODAY);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<LocalDate> days(String id) {
        return findEvents.days(new Question("default", id));
    }

    private int found(String id) {
        return findEvents.answer(new Question("default", id)).events().size();
    }

    private void insert(LocalDate day, String kind, String id) throws SQLException {
        var time = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
        UUID eventId = EventIds.random(time, RANDOM);
        database.execute("INSERT INTO event (event_day, project, event_id, time, received_at, " + kind + ") VALUES ('"
                + day + "', 'default', '" + eventId + "', '" + time + "', '" + time + "', '" + id + "')");
    }
}
