package dev.errata.store.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a write corrects, and what it finds already there. */
class EventSinkIT extends EventSinkFixture {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MANY = 3_000;

    /** The table of corrections: (row inserted ? 1 : 0) - (counted by the topology ? 1 : 0). */
    @ParameterizedTest
    @CsvSource(textBlock = """
            first send,     not there,     0
            first send,     already there, -1
            first send,     refused,       -1
            flagged resend, not there,     1
            flagged resend, already there, 0
            flagged resend, refused,       0
            late,           not there,     1
            late,           already there, 0
            late,           refused,       0
            late resend,    not there,     1
            """)
    void write_ofEachKind_correctsTheRate(String kind, String row, long delta) throws SQLException {
        var event = Events.at(kind.startsWith("late") ? NOW.minus(LATE) : NOW);
        var record = kind.endsWith("resend") ? log.resend(event, NOW) : log.append(event, NOW);
        if (row.equals("already there")) {
            sink.write(log.append(event, event.time())); // on time, counted: no correction of its own
        }

        var written = row.equals("refused") ? sink.refuse(record, noPartition()) : sink.write(record);

        assertThat(written)
                .isEqualTo(
                        switch (row) {
                            case "not there" -> new Written(1, 0, 0);
                            case "already there" -> new Written(0, 1, 0);
                            default -> new Written(0, 0, 1);
                        });
        assertThat(corrections()).isEqualTo(delta == 0 ? List.of() : List.of(correction(event, delta)));
    }

    @Test
    void write_ofTheSameIdTwiceInOneBatch_storesOne_takesTheSecondCountBack() throws SQLException {
        var event = Events.at(NOW);

        assertThat(sink.write(log.append(event, NOW), log.append(event, NOW))).isEqualTo(new Written(1, 1, 0));

        assertThat(storedEvents()).isEqualTo(1L);
        assertThat(corrections()).containsExactly(correction(event, -1));
    }

    @Test
    void write_ofAResendBeforeItsSend_inOneBatch_sumsToNothing() throws SQLException {
        var event = Events.at(NOW);

        assertThat(sink.write(log.resend(event, NOW), log.append(event, NOW))).isEqualTo(new Written(1, 1, 0));

        assertThat(corrections()).isEmpty();
    }

    @Test
    void write_ofAMixedBatch_afterADuplicate_storesTheNewOnes() throws SQLException {
        var known = Events.at(NOW);
        sink.write(log.append(known, NOW));
        var fresh = Events.at(NOW);

        assertThat(sink.write(log.append(fresh, NOW), log.resend(known, NOW), log.tick(NOW)))
                .isEqualTo(new Written(1, 1, 0));
        assertThat(sink.write(log.resend(fresh, NOW), log.append(Events.at(NOW), NOW)))
                .as("the staging table of the first time is used again")
                .isEqualTo(new Written(1, 1, 0));

        assertThat(storedEvents()).isEqualTo(3L);
        assertThat(corrections()).isEmpty();
    }

    /** Rows leave while others are still made; a duplicate may so be met at any place of a batch. */
    @ParameterizedTest
    @CsvSource({"-1", "0", "1500", "2999"})
    void write_ofMoreThanFitsInOnePiece_withADuplicateSomewhere_andARefusedRecord(int place) throws SQLException {
        var known = Events.at(NOW);
        sink.write(log.append(known, NOW));
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (int i = 0; i < 3_000; i++) {
            records.add(log.append(i == place ? known : Events.at(NOW), NOW));
        }
        records.add(1_000, log.append("not JSON".getBytes(UTF_8), NOW));
        var duplicates = place < 0 ? 0 : 1;

        assertThat(sink.write(records)).isEqualTo(new Written(3_000 - duplicates, duplicates, 1));

        assertThat(storedEvents()).isEqualTo(3_001L - duplicates);
        assertThat(corrections()).isEqualTo(duplicates == 0 ? List.of() : List.of(correction(known, -1)));
        assertThat(database.rows("SELECT record_offset FROM dead_letter")).containsExactly(List.of(3_001L));
    }

    @Test
    void write_afterADuplicate_looksFirst_andTakesNoRowsBack() throws SQLException {
        var known = Events.at(NOW);
        sink.write(log.append(known, NOW));
        sink.write(log.append(known, NOW));
        var records = fresh(MANY);
        records.add(records.getFirst());
        records.add(log.append(known, NOW));

        assertThat(sink.write(records)).isEqualTo(new Written(MANY, 2, 0));

        assertThat(storedEvents()).isEqualTo(MANY + 1);
        await().atMost(LIMIT).until(() -> insertions() > MANY);
        assertThat(insertions()).isLessThan(MANY + MANY / 2);
    }

    private List<ConsumerRecord<byte[], byte[]>> fresh(int number) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (int i = 0; i < number; i++) {
            records.add(log.append(Events.at(NOW), NOW));
        }
        return records;
    }

    /** Those that were taken back, too: Postgres counts them, and tells of all of a transaction a while after its end. */
    private long insertions() throws SQLException {
        database.execute("SELECT pg_stat_force_next_flush()");
        return database.number("SELECT sum(n_tup_ins)::bigint FROM pg_stat_user_tables"
                + " WHERE relid IN (SELECT relid FROM pg_partition_tree('event'))");
    }

    /** An escape hides the identity from who looks quickly. */
    @Test
    void write_ofADuplicateThatIsNotFoundAtAGlance_storesTheOthers() throws SQLException {
        var known = Events.at(NOW).inProject("acme");
        sink.write(log.append(known, NOW));
        var escaped = new String(Events.json(known), UTF_8).replace("acme", "\\u0061cme");
        var records = fresh(10);
        records.add(log.append(escaped.getBytes(UTF_8), NOW));

        assertThat(sink.write(records)).isEqualTo(new Written(10, 1, 0));

        assertThat(storedEvents()).isEqualTo(11L);
        assertThat(corrections()).containsExactly(correction(known, -1));
    }

    @Test
    void write_ofTheSameIdInAnotherProject_isAnotherEvent() throws SQLException {
        var event = Events.at(NOW);

        assertThat(sink.write(log.append(event, NOW), log.append(event.inProject("acme"), NOW)))
                .isEqualTo(new Written(2, 0, 0));

        assertThat(database.rows("SELECT project FROM event ORDER BY 1"))
                .containsExactly(List.of("acme"), List.of("default"));
    }

    @Test
    void write_ofADuplicateWithOtherDimensions_takesTheCountBackWhereItWasCounted() throws SQLException {
        var event = Events.at(NOW);
        var other = Events.withCode(event, "something_else");
        sink.write(log.append(event, NOW));

        sink.write(log.append(other, NOW));

        assertThat(corrections()).containsExactly(correction(other, -1));
    }

    @Test
    void write_ofTicks_writesNothing() throws SQLException {
        assertThat(sink.write(log.tick(NOW), log.tick(NOW))).isEqualTo(Written.NOTHING);

        assertThat(storedEvents()).isEqualTo(0L);
    }
}
