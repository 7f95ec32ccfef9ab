package dev.errata.gateway;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where records are safe. Safe from any thread. */
public interface RecordLog extends AutoCloseable {

    /**
     * Appends all of them. Returns when every one is acknowledged, and not before; blocks the caller for some 30 s at
     * most.
     *
     * @throws NotAcknowledgedException where at least one was not; some of the others may be in the log
     */
    void append(List<ProducerRecord<byte[], byte[]>> records) throws NotAcknowledgedException;

    @Override
    void close();
}
