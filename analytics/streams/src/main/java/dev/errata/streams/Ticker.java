package dev.errata.streams;

import static org.apache.kafka.clients.producer.ProducerConfig.ACKS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_BLOCK_MS_CONFIG;

import dev.errata.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends a tick a second to every partition of the raw topics, so that the log itself tells the time where nobody
 * writes. Several may run at once: more ticks do no harm, and one that is lost is followed by the next. Owns one thread.
 */
public final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final Duration RHYTHM = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final List<Header> TICK =
            List.of(new RecordHeader(Topics.TICK_HEADER, "1".getBytes(StandardCharsets.US_ASCII)));

    private final List<String> topics;
    private final Producer<byte[], byte[]> producer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("errata-ticker").daemon().factory());

    private Ticker(List<String> topics, Producer<byte[], byte[]> producer) {
        this.topics = topics;
        this.producer = producer;
    }

    /** Starts ticking at once; waits for no broker. */
    @SuppressWarnings("FutureReturnValueIgnored") // it runs until the clock is shut down and never throws
    public static Ticker start(Map<String, Object> kafka, List<String> topics) {
        var config = new HashMap<>(kafka);
        config.put(ACKS_CONFIG, "all");
        // A tick that is lost or doubled does no harm; one that must keep its order can block those behind it.
        config.put(ENABLE_IDEMPOTENCE_CONFIG, false);
        config.put(MAX_BLOCK_MS_CONFIG, RHYTHM.toMillis());
        var serializer = new ByteArraySerializer();
        var ticker = new Ticker(List.copyOf(topics), new KafkaProducer<>(config, serializer, serializer));
        ticker.clock.scheduleAtFixedRate(ticker::tick, 0, RHYTHM.toMillis(), TimeUnit.MILLISECONDS);
        return ticker;
    }

    private void tick() {
        for (var topic : topics) {
            try {
                producer.partitionsFor(topic).forEach(partition -> tick(topic, partition.partition()));
            } catch (KafkaException e) {
                LOG.warn("no ticks to {}: {}", topic, e.getMessage());
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the next tick makes up for one that fails
    private void tick(String topic, int partition) {
        producer.send(new ProducerRecord<>(topic, partition, null, null, new byte[0], TICK));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close(CLOSE_TIMEOUT);
    }
}
