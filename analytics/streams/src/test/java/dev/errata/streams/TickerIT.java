package dev.errata.streams;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TickerIT {
    private static final int PARTITIONS = 3;

    private Cluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new Cluster();
        cluster.empty();
        cluster.setup().ensure(PARTITIONS, (short) 1);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void ticks_ofOneTicker_reachEveryPartitionAgainAndAgain() {
        try (var ticker = Ticker.start(Cluster.config(), List.of(Topics.EVENTS, Topics.TRAFFIC));
                var events = new Reader(Topics.EVENTS);
                var totals = new Reader(Topics.TRAFFIC)) {
            assertThat(ticker).isNotNull();
            awaitTwoTicksEach(events);
            awaitTwoTicksEach(totals);
        }
    }

    private static void awaitTwoTicksEach(Reader reader) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            records.addAll(reader.read());
            assertThat(records).hasSizeGreaterThanOrEqualTo(2 * PARTITIONS);
            assertThat(records.stream().map(ConsumerRecord::partition).collect(toSet()))
                    .hasSize(PARTITIONS);
        });
        assertThat(records).allSatisfy(TickerIT::assertIsTick);
    }

    private static void assertIsTick(ConsumerRecord<String, byte[]> record) {
        assertThat(record.headers().lastHeader(Topics.TICK_HEADER)).isNotNull();
        assertThat(record.value()).isEmpty();
        assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
    }
}
