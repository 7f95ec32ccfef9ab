package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.contract.redact.Redactor;
import dev.errata.store.StoreDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is sent and however it is read, rates = stored events; and the same check fails when a part that the promise
 * rests on is taken out.
 */
class ExactRatesIT {
    private static final int LENGTH = 400;
    private static final long CONTROL_SEED = 7;
    private static final OffsetStore OFFSETS = new PostgresOffsets("event-sink", Map.of(Topics.EVENTS, new UUID(0, 1)));

    private StoreDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = StoreDatabase.on(LocalDate.ofInstant(RandomLog.START, ZoneOffset.UTC));
        database.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'poison' USING ERRCODE = '22000'; END $$");
        database.execute("CREATE TRIGGER refuse BEFORE INSERT ON event FOR EACH ROW WHEN (new.message = '"
                + RandomLog.POISON + "') EXECUTE FUNCTION refuse()");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, CONTROL_SEED})
    void rates_ofAnyLog_areTheStoredEvents(long seed) throws SQLException {
        run(seed, new RateRows(), OFFSETS);

        assertThat(RateCheck.differences(database)).as("seed " + seed).isEmpty();
        assertThat(count("event")).as("seed " + seed).isGreaterThan(LENGTH / 5);
        assertThat(count("dead_letter")).as("seed " + seed).isGreaterThan(LENGTH / 20);
        assertThat(count("rate_10s WHERE sink_count <> 0")).as("seed " + seed).isGreaterThan(LENGTH / 20);
    }

    @Test
    void rates_withoutCorrections_areWrong() throws SQLException {
        run(CONTROL_SEED, (connection, deltas) -> {}, OFFSETS);

        assertThat(RateCheck.differences(database)).isNotEmpty();
    }

    @Test
    void rates_withoutCompareAndSet_areWrong() throws SQLException {
        run(CONTROL_SEED, new RateRows(), new Careless());

        assertThat(RateCheck.differences(database)).isNotEmpty();
    }

    private void run(long seed, Corrections corrections, OffsetStore offsets) throws SQLException {
        var random = new Random(seed);
        var log = new RandomLog(random, LENGTH);
        var sink = new EventSink(
                StoreDatabase.RULES,
                RawTopics.SHARED,
                corrections,
                Redactor.STANDARD,
                Events.allBodies(),
                CallMetrics.NOOP);
        var records = log.partitions().stream().flatMap(partition -> partition.records().stream());
        TopologyCounts.store(records.toList(), database);
        place(offsets);
        var breakers = new Breakers(BreakerRules.DEFAULT, SinkMetrics.NOOP);
        var writer = new SinkWriter(sink, offsets, database.dataSource(), SinkMetrics.NOOP, breakers);
        for (var batch : shuffled(log, random)) {
            write(batch, writer);
        }
    }

    private void place(OffsetStore offsets) throws SQLException {
        try (var connection = database.connect()) {
            for (int partition = 0; partition < RandomLog.PARTITIONS; partition++) {
                offsets.load(connection, new TopicPartition(Topics.EVENTS, partition), 0);
            }
            connection.commit();
        }
    }

    /** Each partition in its order, the partitions mixed, and in between what a zombie writes: batches once more. */
    private static List<Batch> shuffled(RandomLog log, Random random) {
        var waiting = new ArrayList<>(log.partitions().stream()
                .map(partition -> cut(partition, random))
                .toList());
        var order = new ArrayList<Batch>();
        while (!waiting.isEmpty()) {
            var batches = waiting.get(random.nextInt(waiting.size()));
            order.add(batches.removeFirst());
            waiting.removeIf(List::isEmpty);
            if (random.nextInt(4) == 0) {
                order.add(order.get(random.nextInt(order.size())));
            }
        }
        return order;
    }

    private static List<Batch> cut(RawLog partition, Random random) {
        var batches = new ArrayList<Batch>();
        var records = partition.records();
        for (int from = 0; from < records.size(); ) {
            var to = Math.min(records.size(), from + 1 + random.nextInt(40));
            var name = new TopicPartition(Topics.EVENTS, records.getFirst().partition());
            batches.add(new Batch(name, from, to, records.subList(from, to)));
            from = to;
        }
        return batches;
    }

    private void write(Batch batch, SinkWriter writer) throws SQLException {
        if (writer.write(batch) == SinkWriter.Result.DIVIDE) {
            for (var half : batch.halves()) {
                write(half, writer);
            }
        }
    }

    private long count(String rows) throws SQLException {
        return database.number("SELECT count(*) FROM " + rows);
    }

    /** Lets everybody write: what the compare-and-set is there to prevent. */
    private static final class Careless implements OffsetStore {
        @Override
        public long load(Connection connection, TopicPartition partition, long ifNew) {
            return ifNew;
        }

        @Override
        public boolean advance(Connection connection, TopicPartition partition, long from, long to) {
            return true;
        }
    }
}
