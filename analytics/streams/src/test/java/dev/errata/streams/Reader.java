package dev.errata.streams;

import static org.awaitility.Awaitility.await;

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
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<String, byte[]> consumer = consumer("read_committed");

    /** Sees where the log ends, open transactions included. */
    private final KafkaConsumer<String, byte[]> scout = consumer("read_uncommitted");

    Reader(String topic) {
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    private static KafkaConsumer<String, byte[]> consumer(String isolation) {
        var config = new HashMap<>(Cluster.config());
        config.put("isolation.level", isolation);
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Leaves out what is there already. */
    Reader fromNowOn() {
        scout.endOffsets(consumer.assignment()).forEach(consumer::seek);
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

    /**
     * Reads all that has been written by now into what is known. A transaction shows in one partition before it shows in
     * another, and a poll brings of one partition more than of another: who has seen one record of a transaction has to
     * ask for the others.
     */
    ToldCells readAllInto(ToldCells told) {
        var ends = scout.endOffsets(consumer.assignment());
        await().atMost(PATIENCE).until(() -> {
            readInto(told);
            return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        });
        return told;
    }

    @Override
    public void close() {
        scout.close();
        consumer.close();
    }
}
