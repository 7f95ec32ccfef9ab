package dev.errata.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Dimension;
import dev.errata.store.RateDays;
import dev.errata.store.StoreDatabase;
import dev.errata.store.query.RateSeries.Answer;
import dev.errata.store.query.RateSeries.Question;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rates over packed days are those by the hour, whatever changes them and when. */
class RateDaysIT {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final int DAYS = 6;
    private static final int SERIES = 12;
    private static final List<Integer> STEPS = List.of(1, 2, 3, 5, 8, 12, 24, 48, 72);

    private final StoreDatabase database = StoreDatabase.empty();
    private final RateSeries rates =
            new RateSeries(Jdbi.create(database.dataSource()).installPlugin(new PostgresPlugin()));
    private final RateDays days = new RateDays(database.dataSource());

    @BeforeEach
    void makeSeries() throws SQLException {
        database.execute("INSERT INTO series SELECT md5(n::text)::uuid, 'default', '', '', 'app-' || n % 2, '',"
                + " 'model-' || n % 3, '', CASE WHEN n % 4 > 0 THEN 'code-' || n % 4 ELSE '' END, ''"
                + " FROM generate_series(0, " + (SERIES - 1) + ") AS n");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void answer_overPackedDays_isThatByTheHour_afterEveryChange(long seed) throws SQLException {
        var random = new Random(seed);
        insert(random, 600);
        for (int round = 0; round < 6; round++) {
            days.pack(TODAY);
            change(random);
            var questions = questions(random);
            var packed = answers(questions);
            assertThat(packedDays()).as("seed %d, round %d", seed, round).isPositive();
            database.execute("DELETE FROM rate_day_packed");
            assertThat(packed).as("seed %d, round %d", seed, round).isEqualTo(answers(questions));
        }
    }

    @Test
    void pack_takesTheDaysThatAreOver_andClosed() throws SQLException {
        insert(0, TODAY.minusDays(3), 5, true);
        insert(1, TODAY.minusDays(2), 5, false);
        insert(2, TODAY, 5, true);

        assertThat(days.pack(TODAY)).isOne();
        assertThat(database.rows("SELECT day_start::text FROM rate_day_packed")).hasSize(1);
        assertThat(days.pack(TODAY)).as("nothing is left to pack").isZero();

        database.execute("UPDATE rate_10s SET closed = true");
        assertThat(days.pack(TODAY)).isOne();
    }

    @Test
    void mark_goesWithAnyChangeOfTheDay_andStaysWithOthers() throws SQLException {
        var changed = TODAY.minusDays(2);
        insert(0, changed, 5, true);
        insert(0, TODAY.minusDays(4), 5, true);
        for (var change : List.of(
                "UPDATE rate_10s SET sink_count = sink_count + 1 WHERE window_start >= '" + changed + " 00:00Z'",
                "INSERT INTO rate_10s VALUES ('" + changed + " 23:59:50Z', md5('3')::uuid, 1, 0, true)",
                "DELETE FROM rate_10s WHERE window_start = '" + changed + " 23:59:50Z'",
                "DELETE FROM rate_1h WHERE window_start = '" + changed + " 23:00Z'",
                "UPDATE rate_1h SET errors = errors + 1 WHERE window_start >= '" + changed + " 00:00Z'")) {
            days.pack(TODAY);
            assertThat(packedDays()).as("before %s", change).isEqualTo(2);
            database.execute(change);
            assertThat(database.rows("SELECT (day_start AT TIME ZONE 'UTC')::date::text FROM rate_day_packed"))
                    .as(change)
                    .containsExactly(List.of(TODAY.minusDays(4).toString()));
        }
        database.execute("TRUNCATE rate_10s");
        assertThat(packedDays()).isZero();
        assertThat(database.number("SELECT count(*) FROM rate_day")).isZero();
    }

    @Test
    void pack_ofDaysWhoseHoursHaveGone_leavesNothingOfThem() throws SQLException {
        insert(0, TODAY.minusDays(4), 5, true);
        insert(0, TODAY.minusDays(2), 5, true);
        days.pack(TODAY);
        database.execute("DELETE FROM rate_1h WHERE window_start < '" + TODAY.minusDays(3) + " 00:00Z'");

        assertThat(days.pack(TODAY)).isZero();

        assertThat(database.number("SELECT count(*) FROM rate_day")).isOne();
        assertThat(packedDays()).isOne();
    }

    /** A correction that meets the packing of its day is in every answer from its commit on. */
    @Test
    void answer_whileCorrectionsMeetThoseWhoPack_hasEachOfThem() throws Exception {
        var day = TODAY.minusDays(2);
        insert(0, day, 1, true);
        var done = new AtomicBoolean();
        var packing = Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                pack();
            }
        });
        for (int i = 2; i <= 150; i++) {
            database.execute("UPDATE rate_10s SET sink_count = sink_count + 1");
            assertThat(total(day)).isEqualTo(i);
        }
        done.set(true);
        packing.join();
        days.pack(TODAY);
        assertThat(total(day)).isEqualTo(150);
    }

    private void pack() {
        try {
            days.pack(TODAY);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long total(LocalDate day) {
        var grid = new TimeGrid(start(day), start(day.plusDays(1)), Duration.ofHours(2));
        return rates.answer(new Question("default", grid, Set.of(), Map.of())).series().stream()
                .flatMap(series -> series.points().stream())
                .mapToLong(Series.Point::errors)
                .sum();
    }

    private List<Answer> answers(List<Question> questions) {
        return questions.stream().map(rates::answer).toList();
    }

    private static List<Question> questions(Random random) {
        var questions = new ArrayList<Question>();
        for (int i = 0; i < 12; i++) {
            var from = start(TODAY.minusDays(DAYS + 1)).plusSeconds(random.nextInt(3 * 86_400));
            var step = Duration.ofHours(STEPS.get(random.nextInt(STEPS.size())));
            var grid = new TimeGrid(from, from.plusSeconds(1 + random.nextInt(6 * 86_400)), step);
            var by = List.of(Set.<Dimension>of(), Set.of(Dimension.CODE, Dimension.MODEL), Set.of(Dimension.MODEL));
            var filters = random.nextBoolean()
                    ? Map.<Dimension, List<String>>of()
                    : Map.of(Dimension.CODE, List.of("code-1", ""), Dimension.APP, List.of("app-1"));
            questions.add(new Question("default", grid, by.get(random.nextInt(3)), filters));
        }
        return questions;
    }

    /** Of one or two days, so that some stay packed. */
    private void change(Random random) throws SQLException {
        var day = TODAY.minusDays(1 + random.nextInt(DAYS));
        var ofDay = " WHERE window_start >= '%s 00:00Z' AND window_start < '%s 00:00Z'".formatted(day, day.plusDays(1));
        switch (random.nextInt(4)) {
            case 0 -> database.execute("UPDATE rate_10s SET sink_count = sink_count - 1" + ofDay);
            case 1 -> database.execute("DELETE FROM rate_10s" + ofDay);
            case 2 -> database.execute("SET LOCAL errata.retention = 'on'; DELETE FROM rate_10s" + ofDay);
            default -> insert(random.nextInt(SERIES), day, random.nextInt(5), true);
        }
    }

    /** Some of zero errors, some with requests. */
    private void insert(Random random, int windows) throws SQLException {
        for (int i = 0; i < windows; i++) {
            var window = start(TODAY.minusDays(DAYS)).plusSeconds(random.nextInt(DAYS * 8_640) * 10L);
            var series = "md5('" + random.nextInt(SERIES) + "')::uuid";
            database.execute("INSERT INTO rate_10s VALUES ('%s', %s, %d, 0, true) ON CONFLICT DO NOTHING"
                    .formatted(window, series, random.nextInt(4)));
            if (i % 3 == 0) {
                database.execute("INSERT INTO traffic_10s (window_start, series_id, requests, closed)"
                        + " VALUES ('%s', %s, 7, true) ON CONFLICT DO NOTHING".formatted(window, series));
            }
        }
    }

    private void insert(int series, LocalDate day, int errors, boolean closed) throws SQLException {
        database.execute("INSERT INTO rate_10s VALUES ('%s 12:00Z', md5('%d')::uuid, %d, 0, %b) ON CONFLICT DO NOTHING"
                .formatted(day, series, errors, closed));
    }

    private long packedDays() throws SQLException {
        return database.number("SELECT count(*) FROM rate_day_packed");
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
