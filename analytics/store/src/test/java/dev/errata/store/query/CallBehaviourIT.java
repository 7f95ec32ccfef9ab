package dev.errata.store.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.core.Dimension;
import dev.errata.core.retry.Retries;
import dev.errata.core.retry.RetryCondition;
import dev.errata.core.retry.Share;
import dev.errata.core.retry.TaskCounts;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What clients do and how tasks stand, of all projects; and that neither reads whole days. */
class CallBehaviourIT {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Grouping BY_APP = new Grouping(Set.of(Dimension.APP), Map.of());

    @AutoClose
    private final SeededDatabase database = new SeededDatabase();

    CallBehaviourIT() throws SQLException {
        database.partitions(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(2), 4);
    }

    private void execute(String sql) {
        database.execute(sql.replace("$now", "timestamptz '" + now + "'"));
    }

    /** So many failures, one each so many seconds back from now; attempts 1, 2 and 3 of a call. */
    private void failures(String project, int number, int seconds, Instant until) {
        database.execute("""
                INSERT INTO event (event_day, project, event_id, time, received_at, app, status, code, call_id, attempt, latency_ms)
                SELECT (at AT TIME ZONE 'UTC')::date, '%s', gen_random_uuid(), at, at, 'shop', 400, 'invalid_request', 'call_' || n / 3,
                    3 - n %% 3, 100
                FROM (SELECT n, timestamptz '%s' - (n + 1) * interval '%d s' AS at FROM generate_series(0, %d - 1) AS n) AS made
                """.formatted(project, until, seconds, number));
    }

    private void tasks(String project, String state, int number, int ageSeconds) {
        execute("""
                INSERT INTO call_outcome (project, subject, outcome, time, task_id, app, model, latency_ms)
                SELECT '%s', id, step, $now - interval '%d s' + took, id, 'studio', 'video', extract(epoch FROM took) * 1000
                FROM (SELECT '%s_%d_' || n AS id FROM generate_series(1, %d) AS n) AS made
                    CROSS JOIN (VALUES ('submitted', interval '0'), ('%s', interval '20 s')) AS step (step, took)
                WHERE step <> 'open'
                """.formatted(project, ageSeconds, state, ageSeconds, number, state));
    }

    @Test
    void calls_areThoseOfTheLastQuarterOfAnHour_ofEachProject() {
        for (var project : List.of("one", "two")) {
            failures(project, project.equals("one") ? 30 : 60, 2, now);
            execute("""
                    INSERT INTO series SELECT gen_random_uuid(), '%s', '', '', 'shop', '', '', status, '', '' FROM (VALUES ('400'), ('')) AS v (status)
                    """.formatted(project));
        }
        execute(
                "INSERT INTO rate_10s SELECT date_bin('10 s', $now - interval '1 min', 'epoch'), series_id, 30, 0, true FROM series"
                        + " WHERE status = '400'");
        execute(
                "INSERT INTO traffic_10s SELECT date_bin('10 s', $now - interval '1 min', 'epoch'), series_id, 60, 40, 4, 6, true"
                        + " FROM series WHERE status = ''");

        var calls = new CallBehaviour(database.dataSource()).calls(now);

        assertThat(calls).hasSize(2).allSatisfy(each -> {
            assertThat(each.app()).isEqualTo("shop");
            assertThat(each.totals().attemptRate()).isEqualTo(0.5);
            assertThat(each.totals().userVisibleRate()).isEqualTo(0.1);
            assertThat(each.totals().rescuedShare()).isEqualTo(0.6);
            assertThat(each.totals().amplification()).isEqualTo(1.5);
        });
        assertThat(calls.stream()
                        .map(each -> each.retries().known().orElseThrow().share(RetryCondition.TERMINAL_RETRIED)))
                .containsExactlyInAnyOrder(new Share(20, 30), new Share(40, 60));
    }

    @Test
    void retries_ofTooManyFailures_areUnknown() {
        failures("default", 30, 2, now);
        execute("INSERT INTO series SELECT gen_random_uuid(), 'default', '', '', 'shop', '', '', '400', '', ''");
        execute(
                "INSERT INTO rate_10s SELECT date_bin('10 s', $now - interval '1 min', 'epoch'), series_id, 30, 0, true FROM series");
        var question = new RetryChains.Question("default", now.minus(Duration.ofHours(1)), now, BY_APP, 5);

        assertThat(new RetryChains(database.jdbi(), 30).answer(question)).hasSize(1);
        assertThatThrownBy(() -> new RetryChains(database.jdbi(), 29).answer(question))
                .isInstanceOf(TooManyFailuresException.class)
                .hasMessage("more than 29 failures");
        assertThat(new CallBehaviour(database.jdbi(), 29).calls(now))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.totals().errors()).isEqualTo(30);
                    assertThat(each.retries().known()).isEmpty();
                });
    }

    @Test
    void waits_areToldToTheMicrosecond() {
        execute("""
                INSERT INTO event (event_day, project, event_id, time, received_at, app, status, call_id, latency_ms, retry_after_ms)
                SELECT (at AT TIME ZONE 'UTC')::date, 'default', gen_random_uuid(), at, at, app, 429, app || ms, latency, asked
                FROM (VALUES ('patient', 0), ('hasty', 1)) AS client (app, early) CROSS JOIN generate_series(1, 3000) AS ms
                    CROSS JOIN LATERAL (VALUES
                        ($now - ms * interval '1.000003 s', NULL, ms),
                        ($now - ms * interval '1.000003 s' + (ms + 70) * interval '1 ms' - early * interval '1 us', 70, NULL))
                        AS attempt (at, latency, asked)
                """);
        var question = new RetryChains.Question("default", now.minus(Duration.ofHours(1)), now, BY_APP, 5);

        var clients = new RetryChains(database.jdbi()).answer(question);

        assertThat(ignored(clients, "patient")).isEqualTo(new Share(0, 3_000));
        assertThat(ignored(clients, "hasty")).isEqualTo(new Share(3_000, 3_000));
    }

    private static Share ignored(Map<Map<Dimension, String>, Retries> clients, String app) {
        var client = clients.getOrDefault(Map.of(Dimension.APP, app), Retries.NONE);
        return client.known().orElseThrow().share(RetryCondition.RETRY_AFTER_IGNORED);
    }

    @Test
    void tasks_areStuck_onceTheirLikeIsKnown() {
        tasks("known", "succeeded", 120, 4_000);
        tasks("known", "failed", 30, 60);
        tasks("known", "open", 7, 300);
        tasks("known", "open", 5, 70);
        tasks("unknown", "succeeded", 20, 60);
        tasks("unknown", "open", 3, 100_000);

        var tasks = new CallBehaviour(database.dataSource()).tasks(now);

        assertThat(tasks).hasSize(2);
        assertThat(tasks.getFirst().all()).isEqualTo(new TaskCounts(120, 30, 0, 12, 7, 0));
        assertThat(tasks.getFirst().latest().failed()).isEqualTo(30);
        assertThat(tasks.getLast().all().knownStuck()).isEmpty();
        var grid = new TimeGrid(now.minus(Duration.ofHours(1)), now, Duration.ofMinutes(1));
        assertThat(new TaskCohorts(database.jdbi()).stuck(new TaskCohorts.Question("known", grid, BY_APP, now)))
                .hasSize(7)
                .allSatisfy(task -> assertThat(task.limit()).isEqualTo(Duration.ofSeconds(80)));
    }

    @Test
    void plans_goByIndexes() {
        // Late on a day, so that its partition is full whenever the test runs.
        var late = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(1));
        failures("default", 40_000, 2, late);
        tasks("default", "succeeded", 10_000, 50_000);
        tasks("default", "failed", 300, 1_000);
        var day = LocalDate.ofInstant(late, ZoneOffset.UTC).toString().replace("-", "");
        database.execute("VACUUM (ANALYZE) event");
        database.execute("VACUUM (ANALYZE) call_outcome");
        var from = now.minus(Duration.ofHours(1));
        var chains = new RetryChains.Question("default", late.minus(Duration.ofHours(1)), late, BY_APP, 5);
        var cohorts = new TaskCohorts.Question("default", new TimeGrid(from, now, Duration.ofMinutes(1)), BY_APP, now);

        assertThat(plan(RetryChains.sql(BY_APP), query -> RetryChains.bind(query, chains)))
                .anyMatch(line -> line.contains("Scan on event_" + day) || line.contains(" on event_" + day + " "))
                .noneMatch(line -> line.contains("Seq Scan on event_" + day))
                .noneMatch(line -> line.contains("Seq Scan on call_outcome"));
        assertThat(plan(TaskCohorts.counts(BY_APP), query -> TaskCohorts.bindCounts(query, cohorts)))
                .noneMatch(line -> line.contains("Seq Scan on call_outcome submitted"));
    }

    private List<String> plan(String sql, UnaryOperator<Query> parameters) {
        return database.jdbi()
                .withHandle(handle -> parameters
                        .apply(handle.createQuery("EXPLAIN " + sql))
                        .mapTo(String.class)
                        .list());
    }
}
