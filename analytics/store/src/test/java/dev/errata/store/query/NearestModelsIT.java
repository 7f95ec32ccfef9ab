package dev.errata.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.store.query.NearestModels.Question;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NearestModelsIT {
    private static final Instant NOW = Instant.parse("2026-03-08T12:00:00Z");
    private static final Instant WEEK_AGO = Instant.parse("2026-03-01T12:00:00Z");

    private static SeededDatabase database;
    private static NearestModels nearest;

    /** A week of a window a minute for many models, some of which fail in their own ways. */
    @BeforeAll
    static void seed() throws SQLException {
        database = new SeededDatabase();
        model("default", "deepseek", "deepseek-v4-flash", 10, 1);
        model("default", "deepseek", "deepseek-v4-flush", 10, 10);
        model("default", "openai", "deepseek-v4-flask", 10, 0);
        model("default", "", "deepseek-v4-flach", 10, 5);
        model("other", "deepseek", "deepseek-v4-flasx", 10, 0);
        for (int i = 0; i < 40; i++) {
            model("default", "deepseek", "model-number-%02d-x".formatted(i), 10, 2);
        }
        single("default", "deepseek", "deepseek-v4-plush", NOW.minusSeconds(3 * 86_400));
        single("default", "deepseek", "deepseek-v4-flesh", WEEK_AGO.minusSeconds(10));
        database.execute("ANALYZE");
        nearest = new NearestModels(database.jdbi());
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    @Test
    void answer_toAMisspeltName_isTheNearOnesThatWork() {
        assertThat(ask("deepseek", "deepseek-v4-flsh"))
                .containsExactly("deepseek-v4-flash", "deepseek-v4-flach", "deepseek-v4-plush");
    }

    @Test
    void answer_withoutAProvider_isOfAnyProvider() {
        assertThat(ask(null, "deepseek-v4-flashk")).contains("deepseek-v4-flask", "deepseek-v4-flash");
    }

    @Test
    void answer_neverNamesTheNameItself_orWhatIsFar() {
        assertThat(ask("deepseek", "deepseek-v4-flash")).containsExactly("deepseek-v4-flach", "deepseek-v4-plush");
        assertThat(ask("deepseek", "gpt-9")).isEmpty();
        assertThat(ask("deepseek", "deepseek-v4-flesh")).doesNotContain("deepseek-v4-flush");
    }

    @Test
    void answer_ofAnotherProject_isItsOwn() {
        assertThat(nearest.answer(new Question("other", null, "deepseek-v4-flsh", WEEK_AGO)))
                .containsExactly("deepseek-v4-flasx");
    }

    @Test
    void plan_ofTheQuery_scansNoTableOfWindows() {
        var plan = database.jdbi()
                .withHandle(handle -> NearestModels.bind(
                                handle.createQuery("EXPLAIN (ANALYZE, COSTS OFF) " + NearestModels.SQL),
                                new Question("default", "deepseek", "model-number-77-x", WEEK_AGO))
                        .mapTo(String.class)
                        .list());

        assertThat(plan)
                .noneMatch(line -> line.contains("Seq Scan on traffic_10s") || line.contains("Seq Scan on rate_10s"))
                .anyMatch(line -> line.contains("traffic_10s_by_series"))
                .anyMatch(line -> line.contains("rate_10s_pkey"));
    }

    private static List<String> ask(@Nullable String provider, String model) {
        return nearest.answer(new Question("default", provider, model, WEEK_AGO));
    }

    private static void model(String project, String provider, String model, int requests, int errors) {
        database.execute("""
                WITH total AS (
                    INSERT INTO series VALUES (gen_random_uuid(), '$project', 'prod', '', 'shop', '$provider', '$model', '', '', '')
                    RETURNING series_id
                ), failed AS (
                    INSERT INTO series VALUES (gen_random_uuid(), '$project', 'prod', '', 'shop', '$provider', '$model', '404', 'x', '')
                    RETURNING series_id
                ), window_start AS (
                    SELECT generate_series(timestamptz '$from', '$to', interval '1 minute') AS at
                ), traffic AS (
                    INSERT INTO traffic_10s SELECT at, series_id, $requests, NULL, NULL, NULL, true FROM total, window_start
                )
                INSERT INTO rate_10s SELECT at, series_id, $errors, 0, true FROM failed, window_start WHERE $errors > 0
                """.replace("$project", project)
                .replace("$provider", provider)
                .replace("$model", model)
                .replace("$from", WEEK_AGO.toString())
                .replace("$to", NOW.toString())
                .replace("$requests", Integer.toString(requests))
                .replace("$errors", Integer.toString(errors)));
    }

    private static void single(String project, String provider, String model, Instant at) {
        database.execute("""
                WITH total AS (
                    INSERT INTO series VALUES (gen_random_uuid(), '%s', '', '', '', '%s', '%s', '', '', '') RETURNING series_id
                )
                INSERT INTO traffic_10s SELECT '%s', series_id, 1, NULL, NULL, NULL, true FROM total
                """.formatted(project, provider, model, at));
    }
}
