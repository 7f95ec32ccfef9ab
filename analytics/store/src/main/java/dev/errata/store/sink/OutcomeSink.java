package dev.errata.store.sink;

import static java.util.Objects.requireNonNull;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcomeCodec;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.RawTopics;
import dev.errata.contract.redact.Redactor;
import dev.errata.store.deadletter.Sender;
import dev.errata.store.sink.CallMetrics.TargetLabels;
import dev.errata.store.sink.DeadLetters.Letter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashMap;
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
    private final CallMetrics metrics;

    /**
     * Reads the outcomes of all projects.
     *
     * @param topics whose records stand where
     * @param redactor masks what nobody has masked yet
     * @param metrics is told of the steps of tasks
     */
    public OutcomeSink(RawTopics topics, Redactor redactor, CallMetrics metrics) {
        this.topics = topics;
        this.redactor = redactor;
        this.metrics = metrics;
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
        var steps = new HashMap<Step, Long>();
        try (var insert = connection.prepareStatement(INSERT)) {
            for (var record : records) {
                try {
                    var outcome = redactor.redact(decode(record, topics));
                    refusals.kept(record, outcome.caller());
                    bind(insert, outcome);
                    var rows = insert.executeUpdate();
                    stored += rows;
                    if (outcome.taskId() != null) {
                        steps.merge(Step.of(outcome), (long) rows, Long::sum);
                    }
                    duplicates += 1 - rows;
                } catch (InvalidRecordException e) {
                    refusals.refused(record, senderOf(record), Letter.invalid(e));
                    refused++;
                }
            }
        }
        refusals.onceIn(() -> steps.forEach((step, rows) -> metrics.taskOutcomes(step.target(), step.outcome(), rows)));
        return new Written(stored, duplicates, refused);
    }

    /** What steps of tasks are counted by. */
    private record Step(TargetLabels target, CallOutcome.Outcome outcome) {
        static Step of(CallOutcome outcome) {
            return new Step(TargetLabels.of(outcome.caller(), outcome.target()), outcome.outcome());
        }
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
