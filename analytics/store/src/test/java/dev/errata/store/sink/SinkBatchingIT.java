package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Reason;
import dev.errata.contract.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Few large transactions where there is a lag, small and quick ones where there is none. */
class SinkBatchingIT extends WorkerFixture {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final int MANY = 20_000;

    @Test
    void worker_withALag_writesLargeBatches() throws SQLException {
        topic.send(events(MANY));
        start("group");

        awaitStored(MANY);
        awaitOffsets(MANY);
        assertThat(transactions()).as("for %d records of two partitions", MANY).isLessThan(MANY / 1_000);
        assertThat(corrections()).isZero();
    }

    /** Whoever is idle does not wait until a batch is full. */
    @Test
    void worker_thatHasCaughtUp_storesEachEventSoon() throws SQLException {
        batching = new Batching(MANY, Long.MAX_VALUE, Duration.ofMillis(10), 1_000, NEVER);
        start("group");
        for (int sent = 1; sent <= 5; sent++) {
            topic.send(events(1));
            awaitStored(sent);
        }
        awaitTransactions(5);
    }

    /** It would wait for ever if it went by the time alone. */
    @Test
    void worker_writes_whenEnoughRowsAreThere() throws SQLException {
        batching = new Batching(1_000, Long.MAX_VALUE, NEVER, 1, NEVER);
        topic.send(events(4_000));
        start("group");

        awaitStored(4_000);
        awaitTransactions(2);
        assertThat(transactions()).isLessThanOrEqualTo(4);
    }

    @Test
    void worker_holdsNoMoreThanItsBytes_andOnePoll() throws SQLException {
        var size = Events.json(events(1).getFirst()).length;
        var written = new CopyOnWriteArrayList<Integer>();
        metrics = new Recording(written);
        batching = new Batching(MANY, 500L * size, NEVER, 1, NEVER);
        topic.send(events(6_000));
        start("group");

        await().atMost(LIMIT)
                .until(() -> written.stream().mapToInt(records -> records).sum() == 6_000);
        assertThat(written).as("records, of which a poll gives 1,000 at most").allMatch(records -> records <= 1_500);
    }

    /** The same batch again would never get through. */
    @Test
    void worker_whosePostgresIsTooSlowForABatch_writesSmallerOnes() throws SQLException {
        database.execute("CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_sleep(0.001); RETURN new; END $$");
        database.execute("CREATE TRIGGER dawdle BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION dawdle()");
        faulty.limitStatements(Duration.ofMillis(150));
        topic.send(events(400));
        start("group");

        awaitStored(400);
        assertThat(count("errata.sink.retried"))
                .as("statements ended by the limit")
                .isPositive();
        assertThat(corrections()).isZero();
    }

    @Test
    void worker_withOnePoisonAmongMany_storesAllOthers() throws SQLException {
        refusePoison();
        var events = events(MANY);
        events.set(12_345, Events.withCode(events.get(12_345), "poison"));
        topic.send(events);
        start("group");

        awaitOffsets(MANY);
        assertThat(stored()).isEqualTo(MANY - 1);
        assertThat(database.rows("SELECT event_id FROM dead_letter"))
                .containsExactly(List.of(events.get(12_345).eventId()));
        assertThat(corrections()).as("the topology counted it").isEqualTo(-1);
    }

    @Test
    void worker_withDuplicatesInABatchAndAcross_takesEachBackOnce() throws SQLException {
        var events = events(MANY);
        start("group");
        topic.send(events);
        awaitStored(MANY);

        var again = new ArrayList<ErrorEvent>(events(MANY));
        again.addAll(events.subList(0, 10)); // across: the marker is forgotten
        again.addAll(again.subList(0, 10)); // within
        topic.send(again);
        topic.send(events.subList(10, 20), Topics.RESEND_HEADER);

        awaitOffsets(2 * MANY + 30);
        assertThat(stored()).isEqualTo(2 * MANY);
        assertThat(corrections()).isEqualTo(-20);
        await().atMost(LIMIT).until(() -> count("errata.sink.records", "duplicate") == 30);
        assertThat(count("errata.sink.records", "stored")).isEqualTo(2 * MANY);
    }

    /** How much each transaction wrote. */
    private record Recording(List<Integer> written) implements SinkMetrics {
        @Override
        public void committed(Written result, Duration took) {
            written.add(result.stored());
        }

        @Override
        public void deadLettered(Reason reason, int records) {}

        @Override
        public void reached(TopicPartition partition, long appendedMillis) {}

        @Override
        public void fenced() {}

        @Override
        public void retried() {}

        @Override
        public void lag(TopicPartition partition, long records) {}

        @Override
        public void openBreakers(int partition, int open) {}
    }
}
