package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Caller;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Target;
import dev.errata.contract.Topics;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.store.StoreDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrafficSinkIT {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    private final RawLog log = new RawLog(Topics.TRAFFIC, 1);
    private final StoreDatabase database = StoreDatabase.empty();
    private final SinkHarness sink = new SinkHarness(new TrafficSink(StoreDatabase.RULES, RawTopics.SHARED), database);

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void write_ofTotalsThatTheCubeTakes_writesNothing() throws SQLException {
        assertThat(sink.write(totals(NOW), log.tick(NOW), totals(NOW))).isEqualTo(new Written(2, 0, 0));

        assertThat(database.rows("TABLE dead_letter")).isEmpty();
    }

    @Test
    void write_ofTotalsThatTheCubeDoesNotTake_leavesDeadLetters() throws SQLException {
        var early = totals(NOW.plus(Duration.ofMinutes(6)));
        var late = totals(NOW.minus(Duration.ofMinutes(11)));
        var malformed = log.append("no JSON".getBytes(StandardCharsets.UTF_8), NOW);
        var tombstone = log.append((byte[]) null, NOW);

        assertThat(sink.write(List.of(early, late, malformed, tombstone))).isEqualTo(new Written(0, 0, 4));

        assertThat(database.rows("SELECT topic, partition, record_offset, reason, field FROM dead_letter ORDER BY 3"))
                .containsExactly(
                        List.of(Topics.TRAFFIC, 1, 0L, "too_new", "window"),
                        List.of(Topics.TRAFFIC, 1, 1L, "too_old", "window"),
                        Arrays.asList(Topics.TRAFFIC, 1, 2L, "malformed", null),
                        Arrays.asList(Topics.TRAFFIC, 1, 3L, "malformed", null));
    }

    private ConsumerRecord<byte[], byte[]> totals(Instant window) {
        var record = new TrafficRecord(
                "emitter-1",
                1,
                window,
                new Caller(null, "shop", null, "prod", null),
                new Target("p", "m", null, null, null),
                10,
                null);
        return log.append(new TrafficRecordCodec().encode(record), NOW);
    }
}
