package dev.errata.store.sink;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A stretch of one partition.
 *
 * @param from its first offset
 * @param to the first offset behind it: the consumer's position, since markers of transactions take offsets too
 * @param records those of the stretch; none where it holds markers only
 */
record Batch(TopicPartition partition, long from, long to, List<ConsumerRecord<byte[], byte[]>> records) {

    /** How many offsets it spans. */
    long length() {
        return to - from;
    }

    /** The same stretch in two parts. */
    List<Batch> halves() {
        var middle = records.size() / 2;
        var border = records.get(middle).offset();
        return List.of(
                new Batch(partition, from, border, records.subList(0, middle)),
                new Batch(partition, border, to, records.subList(middle, records.size())));
    }
}
