package dev.errata.store.query;

import static dev.errata.core.Dimension.APP;
import static dev.errata.core.Dimension.CODE;
import static dev.errata.core.Dimension.MODEL;
import static dev.errata.core.Dimension.STATUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.core.Coverage;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.store.query.RateSeries.Answer;
import dev.errata.store.query.RateSeries.Question;
import dev.errata.store.query.Series.Point;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateSeriesIT {
    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");
    private static final TimeGrid MINUTE = new TimeGrid(START, START.plusSeconds(60), Duration.ofSeconds(10));

    private SeededDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = new SeededDatabase();
    }

    @AfterEach
    void drop() throws SQLException {
        database.close();
    }

    @Test
    void answer_byNothing_isTheTotal() {
        errors(0, "default", Map.of(CODE, "a", MODEL, "m"), 3, 0, true);
        errors(0, "default", Map.of(CODE, "b"), 1, 1, null);
        errors(0, "other", Map.of(CODE, "a"), 100, 0, true);
        traffic(0, Map.of(MODEL, "m"), 20);

        assertThat(answer(MINUTE, Set.of()).series()).containsExactly(series(Map.of(), point(0, 5, 20L, true)));
    }

    @Test
    void answer_byCode_setsEachCodeAgainstAllRequests() {
        errors(0, "default", Map.of(CODE, "a", MODEL, "m"), 3, 0, true);
        errors(10, "default", Map.of(CODE, "b", MODEL, "n"), 5, 0, false);
        traffic(0, Map.of(MODEL, "m"), 20);
        traffic(0, Map.of(MODEL, "n"), 10);

        assertThat(answer(MINUTE, Set.of(CODE)).series())
                .containsExactly(
                        series(Map.of(CODE, "b"), point(0, 0, 30L, true), point(10, 5, null, false)),
                        series(Map.of(CODE, "a"), point(0, 3, 30L, true)));
    }

    @Test
    void answer_byModel_hasWhatNeverFailed_asZerosOfItsRequests() {
        errors(0, "default", Map.of(CODE, "a", MODEL, "m"), 3, 0, true);
        traffic(20, Map.of(MODEL, "calm"), 7);

        assertThat(answer(MINUTE, Set.of(MODEL)).series())
                .containsExactly(
                        series(Map.of(MODEL, "m"), point(0, 3, null, true)),
                        series(Map.of(MODEL, "calm"), point(20, 0, 7L, true)));
    }

    @Test
    void answer_withFilters_countsErrorsByAllOfThem_andRequestsByThoseTheyHave() {
        errors(0, "default", Map.of(CODE, "a", MODEL, "m"), 3, 0, true);
        errors(0, "default", Map.of(CODE, "b", MODEL, "m"), 4, 0, true);
        errors(0, "default", Map.of(CODE, "a", MODEL, "n"), 5, 0, true);
        traffic(0, Map.of(MODEL, "m"), 20);
        traffic(0, Map.of(MODEL, "n"), 30);
        var question =
                new Question("default", MINUTE, Set.of(MODEL), Map.of(CODE, List.of("a", "zz"), MODEL, List.of("m")));

        assertThat(new RateSeries(database.jdbi()).answer(question).series())
                .containsExactly(series(Map.of(MODEL, "m"), point(0, 3, 20L, true)));
    }

    @Test
    void answer_ofErrorsWithoutAValue_hasNoneInItsKey_andCanBeFilteredBy() {
        errors(0, "default", Map.of(CODE, "read_timeout"), 2, 0, true);
        var question = new Question("default", MINUTE, Set.of(CODE, STATUS), Map.of(STATUS, List.of("")));

        assertThat(new RateSeries(database.jdbi()).answer(question).series())
                .containsExactly(series(Map.of(CODE, "read_timeout", STATUS, ""), point(0, 2, null, true)));
    }

    @Test
    void answer_withALongerStep_addsWindowsUp_andIsClosedOnlyIfAllAre() {
        errors(0, "default", Map.of(CODE, "a"), 1, 0, true);
        errors(50, "default", Map.of(CODE, "a"), 2, -1, false);
        errors(60, "default", Map.of(CODE, "a"), 4, 0, true);
        traffic(10, Map.of(), 10);
        traffic(20, Map.of(), 10);
        var grid = new TimeGrid(START.plusSeconds(5), START.plusSeconds(61), Duration.ofMinutes(1));

        assertThat(answer(grid, Set.of(CODE)).series())
                .containsExactly(series(Map.of(CODE, "a"), point(0, 2, 20L, false), point(60, 4, null, true)));
    }

    @Test
    void answer_whereTooFewErrorsAreCovered_hasNoRate_butOfTheAppsWhoseErrorsAre() {
        for (var app : List.of("checkout", "search")) {
            errors(0, "default", Map.of(APP, app, CODE, "a"), 40, 0, true);
            traffic(0, Map.of(APP, app), 100);
        }
        database.execute(
                "INSERT INTO coverage_1m VALUES ('2026-03-04T12:00:00Z', 'default', 'checkout', 40, 40, 0, 0, 0, 0.8),"
                        + " ('2026-03-04T12:00:00Z', 'default', 'search', 40, 10, 0, 0, 0, 0.8)");
        var known = new Coverage(40, 40, 0, 0, 0, 0.8);
        var unknown = new Coverage(40, 10, 0, 0, 0, 0.8);
        var series = new RateSeries(database.jdbi());

        assertThat(answer(MINUTE, Set.of(APP)).series())
                .extracting(Series::coverage, each -> each.rate(each.points().getFirst()))
                .containsExactlyInAnyOrder(tuple(known, 0.4), tuple(unknown, null));
        assertThat(answer(MINUTE, Set.of()).coverage()).isEqualTo(known.plus(unknown));
        assertThat(answer(MINUTE, Set.of(CODE)).series())
                .allSatisfy(
                        each -> assertThat(each.rate(each.points().getFirst())).isNull());
        assertThat(series.answer(new Question("default", MINUTE, Set.of(), Map.of(APP, List.of("checkout"))))
                        .series())
                .allSatisfy(
                        each -> assertThat(each.rate(each.points().getFirst())).isEqualTo(0.4));
    }

    @Test
    void answer_outsideTheTime_isEmpty() {
        errors(-10, "default", Map.of(CODE, "a"), 1, 0, true);
        errors(60, "default", Map.of(CODE, "a"), 1, 0, true);

        assertThat(answer(MINUTE, Set.of())).isEqualTo(new Answer(List.of(), Coverage.NONE, false));
    }

    @Test
    void answer_ofTooManySeries_isThoseWithMostErrors_andSaysSo() {
        database.execute("""
                WITH made AS (
                    INSERT INTO series
                    SELECT gen_random_uuid(), 'default', '', '', '', '', '', '', 'c' || n, ''
                    FROM generate_series(1, 1003) AS n
                    RETURNING series_id, code
                )
                INSERT INTO rate_10s
                SELECT '2026-03-04T12:00:00Z', series_id, substr(code, 2)::bigint, 0, true FROM made
                """);
        var answer = answer(MINUTE, Set.of(CODE));

        assertThat(answer.truncated()).isTrue();
        assertThat(answer.series()).hasSize(RateSeries.MAX_SERIES);
        assertThat(answer.series().getFirst().key()).containsEntry(CODE, "c1003");
        assertThat(answer.series().getLast().key()).containsEntry(CODE, "c4");
    }

    private Answer answer(TimeGrid grid, Set<Dimension> by) {
        return new RateSeries(database.jdbi()).answer(new Question("default", grid, by, Map.of()));
    }

    private void errors(
            int second,
            String project,
            Map<Dimension, String> values,
            long stream,
            long sink,
            @Nullable Boolean closed) {
        var row = new HashMap<String, @Nullable Object>();
        row.putAll(window(second, seriesId(project, values)));
        row.put("stream_count", stream);
        row.put("sink_count", sink);
        row.put("closed", closed);
        database.insert("rate_10s", row);
    }

    private void traffic(int second, Map<Dimension, String> values, long requests) {
        var row = window(second, seriesId("default", values));
        row.put("requests", requests);
        row.put("closed", true);
        database.insert("traffic_10s", row);
    }

    private static Map<String, Object> window(int second, Object seriesId) {
        var row = new HashMap<String, Object>();
        row.put("window_start", START.plusSeconds(second).atOffset(ZoneOffset.UTC));
        row.put("series_id", seriesId);
        return row;
    }

    private Object seriesId(String project, Map<Dimension, String> values) {
        var key = new RateKey(
                project,
                Arrays.stream(Dimension.values())
                        .map(dimension -> values.getOrDefault(dimension, ""))
                        .toList());
        var row = new HashMap<String, Object>(Map.of("series_id", key.seriesId(), "project", project));
        Arrays.stream(Dimension.values()).forEach(dimension -> row.put(dimension.column(), key.value(dimension)));
        database.execute("DELETE FROM series WHERE series_id = '" + key.seriesId() + "'");
        database.insert("series", row);
        return key.seriesId();
    }

    private static Series series(Map<Dimension, String> key, Point... points) {
        return new Series(key, List.of(points), Coverage.NONE);
    }

    private static Point point(int second, long errors, @Nullable Long requests, boolean closed) {
        return new Point(START.plusSeconds(second), errors, requests, closed);
    }
}
