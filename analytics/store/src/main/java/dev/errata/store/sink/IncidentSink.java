package dev.errata.store.sink;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Topics;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.store.deadletter.Sender;
import dev.errata.store.incident.Audience;
import dev.errata.store.incident.IncidentRows;
import dev.errata.store.sink.DeadLetters.Letter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Stores the incidents that the topology tells, each revision once, and what has to be told of them. */
public final class IncidentSink implements Sink {
    private final IncidentRows rows;

    /**
     * A sink of all projects' incidents.
     *
     * @param routing who is told of which incident
     */
    public IncidentSink(Audience.Routing routing) {
        this.rows = new IncidentRows(routing);
    }

    @Override
    public String name() {
        return "incident-sink";
    }

    @Override
    public List<String> topics() {
        return List.of(Topics.INCIDENTS);
    }

    @Override
    public Written write(Connection connection, List<ConsumerRecord<byte[], byte[]>> records, Refusals refusals)
            throws SQLException {
        var last = new LinkedHashMap<UUID, Incident>();
        var refused = 0;
        var known = 0;
        for (var record : records) {
            try {
                var incident = IncidentCodec.decode(RawRecords.value(record));
                if (rows.put(connection, incident)) {
                    last.put(incident.id(), incident);
                } else {
                    known++;
                }
            } catch (InvalidRecordException e) {
                refusals.refused(record, Sender.UNKNOWN, Letter.invalid(e));
                refused++;
            }
        }
        for (var incident : last.values()) {
            rows.tell(connection, incident);
        }
        return new Written(records.size() - known - refused, known, refused);
    }

    @Override
    public void writePlain(Connection connection, ConsumerRecord<byte[], byte[]> like) throws SQLException {
        rows.put(connection, PlainRecords.incident(RawRecords.appended(like)));
    }
}
