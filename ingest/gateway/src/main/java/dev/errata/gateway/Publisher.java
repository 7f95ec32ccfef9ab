package dev.errata.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Topics;
import dev.errata.contract.quick.EncodedEvent;
import dev.errata.contract.redact.Redactor;
import dev.errata.http.ApiException;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.node.JsonNodeFactory;

/** The last step of every way in: admit, redact, append. Whatever is wrong with Kafka is a 503. Safe from any thread. */
final class Publisher {
    private static final byte[] RESEND = {'1'};

    private final Redactor redactor;
    private final RecordLog log;
    private final IngestMetrics metrics;

    Publisher(Redactor redactor, RecordLog log, IngestMetrics metrics) {
        this.redactor = redactor;
        this.log = log;
        this.metrics = metrics;
    }

    /** What masks secrets here. */
    Redactor redactor() {
        return redactor;
    }

    /**
     * The record as it goes to Kafka: the sender's own, without secrets.
     *
     * @throws InvalidRecordException where it may not come in
     */
    <R> ProducerRecord<byte[], byte[]> message(RecordKind<R> kind, R sent, Sender sender)
            throws InvalidRecordException {
        // The project comes last: what a sender's claim to another looks like, redaction included, is of no account.
        var record = kind.admit(kind.redact(sent, redactor), sender.project());
        return message(kind, kind.key(record).getBytes(UTF_8), kind.codec().encode(record), sender);
    }

    /** A record that needs no change. */
    ProducerRecord<byte[], byte[]> message(RecordKind<?> kind, EncodedEvent event, Sender sender) {
        return message(kind, event.key(), event.value(), sender);
    }

    private static ProducerRecord<byte[], byte[]> message(RecordKind<?> kind, byte[] key, byte[] value, Sender sender) {
        var message = new ProducerRecord<>(kind.topic(), key, value);
        if (sender.isResend()) {
            message.headers().add(Topics.RESEND_HEADER, RESEND);
        }
        return message;
    }

    /**
     * Returns when all of it is acknowledged.
     *
     * @param kind the meter's
     * @param items how many of what the sender sent these records stand for
     * @throws ApiException 503 where one of them is not acknowledged
     */
    void publish(String kind, List<ProducerRecord<byte[], byte[]>> records, int items) {
        try {
            log.append(records);
            metrics.accepted(kind, items);
        } catch (NotAcknowledgedException e) {
            metrics.failed(kind, items);
            throw e.maybeAppended() ? unknownOutcome() : notWritten();
        }
    }

    private static ApiException unknownOutcome() {
        return ApiException.unavailable(
                        "Kafka did not acknowledge the batch in time; some of it may be stored. Send it again with the"
                                + " header " + Topics.HTTP_RESEND_HEADER + ": 1",
                        RetryAfter.jittered())
                .withMember("outcome", JsonNodeFactory.instance.stringNode("unknown"));
    }

    private static ApiException notWritten() {
        return ApiException.unavailable(
                        "Kafka cannot be reached; nothing is stored. Send it again", RetryAfter.jittered())
                .withMember("outcome", JsonNodeFactory.instance.stringNode("not_stored"));
    }
}
