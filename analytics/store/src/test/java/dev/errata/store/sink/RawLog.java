package dev.errata.store.sink;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** One partition as a consumer sees it: records with offsets and the broker's append times. */
final class RawLog {
    private static final byte[] PRESENT = "1".getBytes(StandardCharsets.US_ASCII);

    private final String topic;
    private final int partition;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    RawLog(String topic, int partition) {
        this.topic = topic;
        this.partition = partition;
    }

    ConsumerRecord<byte[], byte[]> append(ErrorEvent event, Instant appended) {
        return append(Events.json(event), appended);
    }

    ConsumerRecord<byte[], byte[]> resend(ErrorEvent event, Instant appended) {
        return append(Events.json(event), appended, Topics.RESEND_HEADER);
    }

    ConsumerRecord<byte[], byte[]> tick(Instant appended) {
        return append(null, appended, Topics.TICK_HEADER);
    }

    ConsumerRecord<byte[], byte[]> append(byte @Nullable [] value, Instant appended, String... headers) {
        var present = new RecordHeaders();
        for (var header : headers) {
            present.add(header, PRESENT);
        }
        var record = new ConsumerRecord<byte[], byte[]>(
                topic,
                partition,
                records.size(),
                appended.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                null,
                value,
                present,
                Optional.empty());
        records.add(record);
        return record;
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return List.copyOf(records);
    }
}
