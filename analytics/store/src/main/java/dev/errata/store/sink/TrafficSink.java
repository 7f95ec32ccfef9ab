package dev.errata.store.sink;

import dev.errata.contract.RawTopics;
import dev.errata.contract.TrafficRecord;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import dev.errata.store.deadletter.Sender;
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
    public Sender senderOf(ConsumerRecord<byte[], byte[]> unreadable) {
        return Senders.of(unreadable, topics);
    }

    @Override
    public Written write(Connection connection, List<ConsumerRecord<byte[], byte[]>> records, Refusals refusals)
            throws SQLException {
        var stored = 0;
        var refused = 0;
        for (var record : records) {
            if (RawRecords.isTick(record)) {
                continue;
            }
            switch (Verdict.ofTraffic(RawRecords.raw(record, topics), rules)) {
                case Verdict.Counted(var totals, var window) -> stored += kept(record, totals, refusals);
                case Verdict.Uncounted(var totals, var window) -> stored += kept(record, totals, refusals);
                case Verdict.Refused(var reason, var field, var detail, var totals) -> {
                    var sender = totals == null ? senderOf(record) : Senders.of(totals.caller());
                    refusals.refused(record, sender, new Letter(reason, field, detail, null));
                    refused++;
                }
            }
        }
        return new Written(stored, 0, refused);
    }

    private static int kept(ConsumerRecord<byte[], byte[]> record, TrafficRecord totals, Refusals refusals) {
        refusals.kept(record, totals.caller());
        return 1;
    }

    /** Dead letters are all that it writes, and no totals are in their way. */
    @Override
    public void writePlain(Connection connection, ConsumerRecord<byte[], byte[]> like) {}
}
