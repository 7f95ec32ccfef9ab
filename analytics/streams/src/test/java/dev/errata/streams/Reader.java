package dev.errata.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all partitions of one topic, committed records only. */
final class Reader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;

    Reader(String topic) {
        var config = new HashMap<>(Cluster.config());
        config.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /** Leaves out what is there already. */
    Reader fromNowOn() {
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
        return this;
    }

    /** What came since the last time. */
    List<ConsumerRecord<String, byte[]>> read() {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        consumer.poll(POLL).forEach(records::add);
        return records;
    }

    /** Reads cells into what is known of them. */
    ToldCells readInto(ToldCells told) {
        read().forEach(record -> told.take(record.key(), record.value()));
        return told;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
