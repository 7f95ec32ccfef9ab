package dev.errata.store.sink;

import dev.errata.contract.RawTopics;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.TimeRules;
import dev.errata.store.incident.Audience;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** What the sinks write of records that no broker has seen, each call a transaction of one partition. */
public final class DirectStore {
    private final DataSource database;
    private final Breakers breakers = new Breakers(BreakerRules.DEFAULT, SinkMetrics.NOOP);

    /** @param database without auto-commit */
    public DirectStore(DataSource database) {
        this.database = database;
    }

    /** A record, and when it was appended. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, and never compared
    public record Appended(byte[] value, Instant at) {}

    public void events(List<Appended> events) throws SQLException {
        var bodies = new BodySampling(BodySampling.ALL, () -> DiskPressure.NONE);
        write(
                new EventSink(
                        TimeRules.DEFAULT,
                        RawTopics.SHARED,
                        new RateRows(),
                        Redactor.STANDARD,
                        bodies,
                        CallMetrics.NOOP),
                events);
    }

    public void outcomes(List<Appended> outcomes) throws SQLException {
        write(new OutcomeSink(RawTopics.SHARED, Redactor.STANDARD, CallMetrics.NOOP), outcomes);
    }

    public void cells(List<Appended> cells) throws SQLException {
        write(new RateSink(CallMetrics.NOOP), cells);
    }

    public void incidents(List<Appended> incidents) throws SQLException {
        write(new IncidentSink(Audience.Routing.NOBODY), incidents);
    }

    private void write(Sink sink, List<Appended> values) throws SQLException {
        var topic = new TopicPartition(sink.topics().getFirst(), 0);
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        values.forEach(value -> records.add(record(topic, records.size(), value)));
        try (var connection = database.getConnection()) {
            var refusals = new Refusals(connection, breakers.draft(topic));
            var written = sink.write(connection, records, refusals);
            refusals.flush(new Batch(topic, 0, records.size(), records));
            connection.commit();
            refusals.keep();
            if (written.stored() != records.size()) {
                throw new AssertionError(sink.name() + " stored " + written + " of " + records.size());
            }
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition topic, int offset, Appended appended) {
        return new ConsumerRecord<>(
                topic.topic(),
                topic.partition(),
                offset,
                appended.at().toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                appended.value().length,
                new byte[0],
                appended.value(),
                new RecordHeaders(),
                Optional.empty());
    }
}
