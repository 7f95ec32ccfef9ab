package dev.errata.store.sink;

import static java.util.Objects.requireNonNull;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcomeCodec;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.RawTopics;
import dev.errata.contract.redact.Redactor;
import dev.errata.store.deadletter.Sender;
import dev.errata.store.sink.DeadLetters.Letter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Stores how calls and tasks went on; the same step sent twice is one row. Secrets are masked. */
public final class OutcomeSink implements Sink {
    private static final CallOutcomeCodec CODEC = new CallOutcomeCodec();

    private static final String INSERT = """
            INSERT INTO call_outcome (project, subject, outcome, time, call_id, task_id, app, env, region, provider,
                model, operation, latency_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private final RawTopics topics;
    private final Redactor redactor;

    /**
     * Reads the outcomes of all projects.
     *
     * @param topics whose records stand where
     * @param redactor masks what nobody has masked yet
     */
    public OutcomeSink(RawTopics topics, Redactor redactor) {
        this.topics = topics;
        this.redactor = redactor;
    }

    @Override
    public String name() {
        return "outcome-sink";
    }

    @Override
    public List<String> topics() {
        return topics.outcomes();
    }

    @Override
    public Sender senderOf(ConsumerRecord<byte[], byte[]> unreadable) {
        return Senders.of(unreadable, topics);
    }

    @Override
    public Written write(Connection connection, List<ConsumerRecord<byte[], byte[]>> records, Refusals refusals)
            throws SQLException {
        var stored = 0;
        var duplicates = 0;
        var refused = 0;
        try (var insert = connection.prepareStatement(INSERT)) {
            for (var record : records) {
                try {
                    var outcome = redactor.redact(decode(record, topics));
                    refusals.kept(record, outcome.caller());
                    bind(insert, outcome);
                    var rows = insert.executeUpdate();
                    stored += rows;
                    duplicates += 1 - rows;
                } catch (InvalidRecordException e) {
                    refusals.refused(record, senderOf(record), Letter.invalid(e));
                    refused++;
                }
            }
        }
        return new Written(stored, duplicates, refused);
    }

    /** The outcome as its topic's owner's, where the topic has one. */
    static CallOutcome decode(ConsumerRecord<byte[], byte[]> record, RawTopics topics) throws InvalidRecordException {
        var outcome = CODEC.decode(RawRecords.value(record));
        var owner = topics.projectOf(record.topic());
        return owner == null ? outcome : outcome.inProject(owner);
    }

    @Override
    public void writePlain(Connection connection, ConsumerRecord<byte[], byte[]> like) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            bind(insert, PlainRecords.outcome(RawRecords.appended(like)));
            insert.executeUpdate();
        }
    }

    private static void bind(PreparedStatement insert, CallOutcome outcome) throws SQLException {
        var subject = outcome.taskId() == null ? outcome.callId() : outcome.taskId();
        insert.setString(1, outcome.caller().projectOrDefault());
        insert.setString(2, requireNonNull(subject, "the contract requires one of the two"));
        insert.setString(3, outcome.outcome().name().toLowerCase(Locale.ROOT));
        insert.setObject(4, outcome.time().atOffset(ZoneOffset.UTC));
        insert.setString(5, outcome.callId());
        insert.setString(6, outcome.taskId());
        insert.setString(7, outcome.caller().app());
        insert.setString(8, outcome.caller().env());
        insert.setString(9, outcome.caller().region());
        insert.setString(10, outcome.target().provider());
        insert.setString(11, outcome.target().model());
        insert.setString(12, outcome.target().operation());
        insert.setObject(13, outcome.latencyMs());
    }
}
