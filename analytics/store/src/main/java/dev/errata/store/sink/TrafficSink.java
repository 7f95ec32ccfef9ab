package dev.errata.store.sink;

import dev.errata.contract.RawTopics;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import dev.errata.store.sink.DeadLetters.Letter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Totals reach Postgres through the cube; here only those that the cube does not take are told, as dead letters. */
public final class TrafficSink implements Sink {
    private final TimeRules rules;
    private final RawTopics topics;

    /** Judges as the topology does. */
    public TrafficSink(TimeRules rules, RawTopics topics) {
        this.rules = rules;
        this.topics = topics;
    }

    @Override
    public String name() {
        return "traffic-sink";
    }

    @Override
    public List<String> topics() {
        return topics.traffic();
    }

    @Override
    public Written write(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        var stored = 0;
        var refused = 0;
        for (var record : records) {
            if (RawRecords.isTick(record)) {
                continue;
            }
            if (Verdict.ofTraffic(RawRecords.raw(record, topics), rules)
                    instanceof Verdict.Refused(var reason, var field, var detail, var totals)) {
                DeadLetters.insert(connection, record, new Letter(reason, field, detail, null));
                refused++;
            } else {
                stored++;
            }
        }
        return new Written(stored, 0, refused);
    }
}
