package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Postgres that is away, takes nothing, or does not answer. */
@Tag("faults")
class SinkOutageIT extends WorkerFixture {

    @Test
    void worker_whilePostgresIsAway_keepsWhatItRead_andGoesOn() throws SQLException {
        var worker = start("group");
        topic.send(events(100));
        awaitStored(100);

        faulty.goAway();
        database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        topic.send(events(300));
        await().atMost(LIMIT).until(() -> count("errata.sink.retried") >= 3);
        assertThat(worker.isAlive()).isTrue();
        faulty.comeBack();

        awaitStored(400);
        awaitOffsets(400);
        assertThat(corrections()).isEqualTo(0L);
        awaitRecords("stored", 400);
    }

    @Test
    void worker_thatStartsBeforePostgres_waitsForIt() {
        faulty.goAway();
        topic.send(events(10));
        start("group");
        await().atMost(LIMIT).until(() -> count("errata.sink.retried") >= 2);

        faulty.comeBack();

        awaitStored(10);
    }

    /** Each breaks the store for every record, and mends it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a table away     | ALTER TABLE event RENAME TO other | ALTER TABLE other RENAME TO event
            no partition     | DROP TABLE event_$day | CREATE TABLE event_$day PARTITION OF event FOR VALUES FROM ('$today') TO ('$tomorrow')
            a new constraint | ALTER TABLE event ADD CONSTRAINT never CHECK (false) NOT VALID | ALTER TABLE event DROP CONSTRAINT never
            a new column     | ALTER TABLE event ADD COLUMN owner text NOT NULL | ALTER TABLE event DROP COLUMN owner
            a trigger        | CREATE TRIGGER never BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION refuse() | DROP TRIGGER never ON event
            no right         | CREATE TRIGGER never BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION forbid() | DROP TRIGGER never ON event
            """)
    void worker_ofAStoreThatTakesNothing_waits_givesNothingUp_andGoesOn(String fault, String breakIt, String mendIt)
            throws SQLException {
        database.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'never' USING ERRCODE = '22000'; END $$");
        database.execute("CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'never' USING ERRCODE = '42501'; END $$");
        database.execute(filled(breakIt));
        topic.send(events(200));
        var worker = start("group");

        await().atMost(LIMIT).until(() -> worker.problem().isPresent());
        assertThat(worker.isAlive()).isTrue();
        assertThat(offsets()).isZero();
        assertThat(deadLetters()).as("%s is no record's fault", fault).isZero();
        database.execute(filled(mendIt));

        awaitStored(200);
        awaitOffsets(200);
        await().atMost(LIMIT).until(() -> worker.problem().isEmpty());
        assertThat(deadLetters()).isZero();
        assertThat(corrections()).isZero();
    }

    private String filled(String sql) {
        return sql.replace("$day", day(0).toString().replace("-", ""))
                .replace("$today", day(0).toString())
                .replace("$tomorrow", day(1).toString());
    }

    /** What waits for a lock is cancelled, as the timeout of a statement would do it. */
    @Test
    void worker_ofAStoreThatStalls_pauses_andGoesOn() throws SQLException {
        var worker = start("group");
        try (var holder = database.connect();
                var lock = holder.createStatement()) {
            lock.execute("LOCK TABLE event IN ACCESS EXCLUSIVE MODE");
            topic.send(events(500));
            await().atMost(LIMIT).until(() -> {
                database.execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'");
                return worker.problem().isPresent();
            });
            topic.send(events(500));
            assertThat(worker.isAlive()).isTrue();
            assertThat(count("errata.sink.records", "stored")).isZero();
            holder.rollback();
        }

        awaitStored(1_000);
        awaitOffsets(1_000);
        assertThat(corrections()).isZero();
        assertThat(deadLetters()).isZero();
        await().atMost(LIMIT).until(() -> worker.problem().isEmpty());
    }
}
