package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.RawTopics;
import dev.errata.contract.redact.Redactor;
import dev.errata.store.StoreDatabase;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Windows that have more keys than may be told apart, into which events come late, twice, marked and unmarked: the keys that
 * are told apart are exact nevertheless, and so is the sum of each window. Only what {@code other} and the corrections of the
 * keys in it share cannot be told apart.
 */
class CappedRatesIT {
    private static final int LENGTH = 600;
    private static final int MAX_KEYS = 1;

    /** What the topology told stands where {@code closed} is not null. */
    private static final String ROWS = """
            WITH stored AS (
                SELECT date_bin('10 s', time, 'epoch') AS window_start, project, code, count(*) AS events
                FROM event GROUP BY 1, 2, 3
            ), rated AS (
                SELECT window_start, project, code, stream_count + sink_count AS errors, sink_count,
                    coalesce(closed, false) AND code <> 'other' AS own,
                    bool_or(code = 'other') OVER (PARTITION BY window_start, project) AS capped
                FROM rate_10s JOIN series USING (series_id)
            )
            """;

    private static final String WRONG_KEYS = ROWS + """
            SELECT * FROM rated LEFT JOIN stored USING (window_start, project, code)
            WHERE own AND errors <> coalesce(events, 0)
            """;

    private static final String WRONG_SUMS = ROWS + """
            SELECT * FROM (SELECT window_start, project, sum(errors) AS errors FROM rated GROUP BY 1, 2) AS rates
            FULL JOIN (SELECT window_start, project, sum(events) AS events FROM stored GROUP BY 1, 2) AS events
                USING (window_start, project)
            WHERE coalesce(errors, 0) <> coalesce(events, 0)
            """;

    private StoreDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = StoreDatabase.on(LocalDate.ofInstant(RandomLog.START, ZoneOffset.UTC));
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void rates_ofCappedWindows_areTheStoredEvents(long seed) throws SQLException {
        run(seed, new RateRows());

        assertThat(database.rows(WRONG_KEYS)).as("seed %d", seed).isEmpty();
        assertThat(database.rows(WRONG_SUMS)).as("seed %d", seed).isEmpty();
        assertThat(corrected("own AND capped"))
                .as("corrected keys that are told apart, seed %d", seed)
                .isGreaterThan(LENGTH / 60);
        assertThat(corrected("NOT own AND capped"))
                .as("corrected keys that are not, seed %d", seed)
                .isGreaterThan(LENGTH / 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 1)
    void rates_ofCappedWindows_withoutCorrections_areWrong(long seed) throws SQLException {
        run(seed, (connection, deltas) -> {});

        assertThat(database.rows(WRONG_KEYS)).isNotEmpty();
        assertThat(database.rows(WRONG_SUMS)).isNotEmpty();
    }

    private long corrected(String which) throws SQLException {
        return database.number(ROWS + "SELECT count(*) FROM rated WHERE sink_count <> 0 AND " + which);
    }

    private void run(long seed, Corrections corrections) throws SQLException {
        var log = new RandomLog(new Random(seed), LENGTH);
        var sink = new SinkHarness(
                new EventSink(
                        StoreDatabase.RULES,
                        RawTopics.SHARED,
                        corrections,
                        Redactor.STANDARD,
                        Events.allBodies(),
                        CallMetrics.NOOP),
                database);
        for (var partition : log.partitions()) {
            sink.write(partition.records());
        }
        var all = log.partitions().stream().flatMap(partition -> partition.records().stream());
        TopologyCounts.store(all.toList(), database, MAX_KEYS);
    }
}
