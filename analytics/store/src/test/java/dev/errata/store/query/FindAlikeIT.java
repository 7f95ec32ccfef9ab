package dev.errata.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.ticket.Alike;
import dev.errata.core.ticket.Alike.Share;
import dev.errata.store.StoreDatabase;
import dev.errata.store.query.FindAlike.Question;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** So many failures are looked at, and no more, whosever they are. */
class FindAlikeIT {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");

    private StoreDatabase database;
    private FindAlike findAlike;

    @BeforeEach
    void create() throws SQLException {
        database = StoreDatabase.on(TODAY);
        findAlike = new FindAlike(Jdbi.create(database.dataSource()).installPlugin(new PostgresPlugin()));
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void answer_countsThoseOfTheProvider_byModelAndApp() throws SQLException {
        insert("ours", 30, 7, 0);
        insert("ours", 1, 8, 0);
        insert("theirs", 20, 7, 1);

        var alike = answer("ours");

        assertThat(alike.count()).isEqualTo(30);
        assertThat(alike.isFloor()).isFalse();
        assertThat(alike.models()).containsExactly(new Share("model-0", 15), new Share("model-1", 15));
        assertThat(alike.apps()).containsExactly(new Share("shop", 30));
        assertThat(alike.firstSeen()).isEqualTo(NOON);
        assertThat(alike.lastSeen()).isEqualTo(NOON.plusSeconds(29));
    }

    @Test
    void answer_ofMoreThanAreLookedAt_isAFloor_ofTheFirstOnes() throws SQLException {
        insert("theirs", FindAlike.LIMIT - 10, 7, 0);
        insert("ours", 100, 7, FindAlike.LIMIT - 15);

        var alike = answer("ours");

        assertThat(alike.isFloor()).isTrue();
        assertThat(alike.count()).isEqualTo(10);
        assertThat(alike.firstSeen()).isEqualTo(NOON.plusSeconds(FindAlike.LIMIT - 15));
    }

    @Test
    void answer_whereAllThatAreLookedAtAreOfOthers_isAFloorOfNone() throws SQLException {
        insert("theirs", FindAlike.LIMIT, 7, 0);
        insert("ours", 1, 7, FindAlike.LIMIT);

        var alike = answer("ours");

        assertThat(alike.isFloor()).isTrue();
        assertThat(alike.count()).isZero();
        assertThat(alike.firstSeen()).isNull();
    }

    private Alike answer(String provider) {
        return findAlike.answer(
                new Question("default", "0000000000000007", provider, NOON.minusSeconds(60), NOON.plusSeconds(7_200)));
    }

    /** One a second. */
    private void insert(String provider, int failures, long fingerprint, int fromSecond) throws SQLException {
        database.execute("""
                INSERT INTO event (event_day, project, event_id, time, received_at, app, provider, model, fingerprint)
                SELECT '%s', 'default', gen_random_uuid(), time, time, 'shop', '%s', 'model-' || n %% 2, %d
                FROM (SELECT n, '%s'::timestamptz + n * interval '1 s' AS time FROM generate_series(%d, %d) AS n) AS made
                """.formatted(TODAY, provider, fingerprint, NOON, fromSecond, fromSecond + failures - 1));
    }
}
