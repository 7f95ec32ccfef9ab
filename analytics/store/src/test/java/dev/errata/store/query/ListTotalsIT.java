package dev.errata.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Cell;
import dev.errata.core.Dimension;
import dev.errata.store.query.ListTotals.Place;
import dev.errata.store.query.ListTotals.Question;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListTotalsIT {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final int WINDOWS = 400;
    private static final int SERIES = 6;
    private static final Comparator<Cell> ORDER = Comparator.comparing(Cell::window);

    private static SeededDatabase database;
    private static ListTotals listTotals;

    /** Some windows of noon and one of a week before, of two projects with six series each; one app knows of calls. */
    @BeforeAll
    static void seed() throws SQLException {
        database = new SeededDatabase();
        database.execute("""
                INSERT INTO series
                SELECT gen_random_uuid(), project, 'prod', '', 'app' || n % 3, 'deepseek', 'm' || n % 2, '', '', ''
                FROM generate_series(1, $series) AS n, (VALUES ('default'), ('other')) AS p (project)
                """.replace("$series", Integer.toString(SERIES)));
        database.execute("""
                INSERT INTO traffic_10s
                SELECT at, series_id, CASE project WHEN 'other' THEN 7 ELSE 100 END,
                    CASE app WHEN 'app0' THEN 90 END, CASE app WHEN 'app0' THEN 2 END, CASE app WHEN 'app0' THEN 3 END, true
                FROM series, (
                    SELECT timestamptz '$noon' + n * interval '10 s' AS at FROM generate_series(0, $windows - 1) AS n
                    UNION ALL SELECT timestamptz '$noon' - interval '7 days') AS time
                """.replace("$noon", NOON.toString()).replace("$windows", Integer.toString(WINDOWS)));
        database.execute("ANALYZE");
        listTotals = new ListTotals(database.jdbi());
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 359, 360, ListTotals.MAX_LIMIT})
    void pages_haveEachTotalOnce_inTheOrderOfWindows(int limit) {
        var totals = all(question(Map.of(), limit));

        assertThat(totals).hasSize((WINDOWS + 1) * SERIES).isSortedAccordingTo(ORDER);
        assertThat(totals).doesNotHaveDuplicates().allSatisfy(cell -> {
            assertThat(cell.key().project()).isEqualTo("default");
            assertThat(((Cell.Traffic) cell.count()).requests()).isEqualTo(100);
        });
        assertThat(totals.getFirst().window()).isEqualTo(NOON.minus(Duration.ofDays(7)));
    }

    @Test
    void filters_chooseSeries_andCallsAreTheirOwn() {
        var calls = new Cell.Calls(90, 2, 3);
        var known = all(question(Map.of(Dimension.APP, List.of("app0"), Dimension.MODEL, List.of("m0", "m1")), 1_000));
        var unknown = all(question(Map.of(Dimension.APP, List.of("app1"), Dimension.REGION, List.of("")), 1_000));

        assertThat(known)
                .hasSize((WINDOWS + 1) * 2)
                .allSatisfy(cell -> assertThat(cell.count()).isEqualTo(new Cell.Traffic(100, calls)));
        assertThat(unknown)
                .hasSize((WINDOWS + 1) * 2)
                .allSatisfy(cell -> assertThat(cell.count()).isEqualTo(new Cell.Traffic(100, null)));
        assertThat(all(question(Map.of(Dimension.APP, List.of("nobody")), 1_000)))
                .isEmpty();
    }

    @Test
    void time_isFromAWindowToBeforeAnother() {
        var from = NOON.plusSeconds(20);
        var question = new Question("default", from, NOON.plusSeconds(40), Map.of(), Optional.empty(), 100);

        assertThat(all(question))
                .hasSize(2 * SERIES)
                .allSatisfy(cell -> assertThat(cell.window()).isBetween(from, from.plusSeconds(10)));
        assertThat(listTotals.answer(
                        new Question("default", NOON.minusSeconds(90), NOON, Map.of(), Optional.empty(), 100)))
                .isEqualTo(new ListTotals.Answer(List.of(), Optional.empty()));
    }

    @Test
    void plan_goesByTheIndex_andSortsNothing() {
        var plan = listTotals.plan(question(Map.of(), 100), new Place(NOON.plusSeconds(600), new UUID(1, 1)));

        assertThat(plan).contains("Index Scan using traffic_10s_pkey").doesNotContain("Seq Scan on traffic", "Sort");
        assertThat(plan).containsPattern("Index Cond: .*ROW\\(.*window_start, .*series_id\\)");
    }

    private static Question question(Map<Dimension, List<String>> filters, int limit) {
        var from = NOON.minus(Duration.ofDays(30));
        return new Question("default", from, NOON.plus(Duration.ofDays(30)), filters, Optional.empty(), limit);
    }

    private static List<Cell> all(Question question) {
        var totals = new ArrayList<Cell>();
        var next = question;
        while (true) {
            var page = listTotals.answer(next);
            assertThat(page.totals()).hasSizeLessThanOrEqualTo(question.limit());
            totals.addAll(page.totals());
            if (page.next().isEmpty()) {
                return totals;
            }
            next = new Question(
                    question.project(),
                    question.from(),
                    question.to(),
                    question.filters(),
                    page.next(),
                    question.limit());
        }
    }
}
