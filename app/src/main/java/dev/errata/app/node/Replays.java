package dev.errata.app.node;

import dev.errata.api.Redrive;
import dev.errata.core.TimeRules;
import dev.errata.gateway.NotAcknowledgedException;
import dev.errata.gateway.RecordLog;
import dev.errata.store.deadletter.LogUnavailableException;
import dev.errata.store.query.Queries;
import dev.errata.store.sink.DeadLetterReplay;
import dev.errata.store.sink.Judge;
import dev.errata.store.sink.SinkConsumers;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Gives the API, which does not know Kafka, a way to replay dead letters. */
final class Replays {
    private Replays() {}

    /** Reads by consumers of its own, and appends where the gateway does. */
    static Redrive of(Kafka kafka, RecordLog log, Queries queries, TimeRules rules) {
        var replay = new DeadLetterReplay(
                () -> SinkConsumers.reader(kafka.connection()),
                records -> append(log, records),
                Judge.standard(rules, kafka.raw()),
                queries.storedEvents(),
                InstantSource.system());
        return replay::replay;
    }

    private static void append(RecordLog log, List<ProducerRecord<byte[], byte[]>> records) {
        try {
            log.append(records);
        } catch (NotAcknowledgedException e) {
            throw new LogUnavailableException(e);
        }
    }
}
