package dev.errata.app.node;

import dev.errata.gateway.Gateway;
import dev.errata.gateway.GatewayConfig;
import dev.errata.gateway.InMemoryIngestMetrics;
import dev.errata.gateway.KafkaRecordLog;
import dev.errata.gateway.NotAcknowledgedException;
import dev.errata.gateway.RecordLog;
import dev.errata.http.WebServer;
import dev.errata.http.WebServerConfig;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A gateway in a JVM of its own that dies at a point told beforehand, after some batches that went well. */
final class ChildGateway {
    private static final String POINT = "errata.test.failure-point";
    private static final String RECORDS = "errata.test.records-before";

    private ChildGateway() {}

    /** Arguments: the failure point, after how many batches of how many records, the port, Kafka's address. */
    public static void main(String[] arguments) throws Exception {
        var point = FailurePoint.valueOf(arguments[0]);
        var batches = Integer.parseInt(arguments[1]);
        var size = Integer.parseInt(arguments[2]);
        var kafka = Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                arguments[4],
                ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                Dying.class.getName(),
                POINT,
                point.name(),
                RECORDS,
                batches * size + size / 2);
        var log = new DyingLog(new KafkaRecordLog(kafka), point, batches);
        var gateway = new Gateway(log, new InMemoryIngestMetrics(), GatewayConfig.DEFAULT, InstantSource.system());
        WebServer.start(
                WebServerConfig.of("127.0.0.1", Integer.parseInt(arguments[3])), OpenAccess.create(), List.of(gateway));
        System.out.write("ready\n".getBytes(StandardCharsets.US_ASCII));
        System.out.flush();
        new CountDownLatch(1).await();
    }

    /** Dies before or after a whole batch. */
    private record DyingLog(RecordLog log, FailurePoint point, AtomicInteger left) implements RecordLog {
        DyingLog(RecordLog log, FailurePoint point, int batches) {
            this(log, point, new AtomicInteger(batches));
        }

        @Override
        public void append(List<ProducerRecord<byte[], byte[]>> records) throws NotAcknowledgedException {
            var isLast = left.get() == 0;
            if (isLast && point == FailurePoint.BEFORE_APPEND) {
                FailurePoint.die();
            }
            log.append(records);
            if (isLast && point == FailurePoint.BEFORE_ANSWER) {
                FailurePoint.die();
            }
            left.decrementAndGet();
        }

        @Override
        public void close() {
            log.close();
        }
    }

    /** Dies within a batch. Made by the producer. */
    public static final class Dying implements ProducerInterceptor<byte[], byte[]> {
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger acknowledged = new AtomicInteger();
        private FailurePoint point = FailurePoint.NONE;
        private int records;

        @Override
        public void configure(Map<String, ?> config) {
            point = FailurePoint.valueOf(String.valueOf(config.get(POINT)));
            records = Integer.parseInt(String.valueOf(config.get(RECORDS)));
        }

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> message) {
            if (point == FailurePoint.WHILE_SENDING && sent.incrementAndGet() == records) {
                FailurePoint.die();
            }
            return message;
        }

        @Override
        public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception error) {
            if (point == FailurePoint.WHILE_ACKNOWLEDGED && acknowledged.incrementAndGet() == records) {
                FailurePoint.die();
            }
        }

        @Override
        public void close() {}
    }
}
