package dev.errata.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KafkaRecordLogTest {
    private static final ProducerRecord<byte[], byte[]> RECORD = new ProducerRecord<>("t", new byte[1], new byte[1]);

    @Test
    @Timeout(20)
    void append_withoutABroker_failsOnceAndForCertain() throws Exception {
        try (var log = new KafkaRecordLog(Map.of("bootstrap.servers", "127.0.0.1:" + freePort()))) {
            assertThatThrownBy(() -> log.append(Collections.nCopies(1_000, RECORD)))
                    .isInstanceOfSatisfying(
                            NotAcknowledgedException.class,
                            error -> assertThat(error.maybeAppended()).isFalse());
        }
    }

    @Test
    void append_withAnImpossibleConnection_failsForCertain() {
        try (var log = new KafkaRecordLog(Map.of("bootstrap.servers", "no-such-host.invalid:9092"))) {
            assertThatThrownBy(() -> log.append(List.of(RECORD))).isInstanceOf(NotAcknowledgedException.class);
        }
    }

    @Test
    @Timeout(20)
    void meters_areThereWhileTheProducerIs() throws Exception {
        var meters = new SimpleMeterRegistry();
        try (var log = new KafkaRecordLog(Map.of("bootstrap.servers", "127.0.0.1:" + freePort()), meters)) {
            assertThatThrownBy(() -> log.append(List.of(RECORD))).isInstanceOf(NotAcknowledgedException.class);
            assertThat(meters.find("kafka.producer.request.latency.avg").meter())
                    .isNotNull();
        }
        assertThat(meters.getMeters()).isEmpty();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
