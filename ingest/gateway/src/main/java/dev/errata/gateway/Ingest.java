package dev.errata.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Topics;
import dev.errata.contract.redact.Redactor;
import dev.errata.http.ApiException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Takes records of one kind: parse, admit, redact, publish, answer, on the request's own thread. Answers 2xx only when every
 * good record is acknowledged; whatever is wrong with Kafka is a 503, which tells the sender to come back.
 *
 * @param <R> the record
 */
final class Ingest<R> implements Handler {
    private static final int MAX_RECORDS = 1_000;
    private static final Set<String> YES = Set.of("1", "true");
    private static final byte[] RESEND = {'1'};

    private final RecordKind<R> kind;
    private final Redactor redactor;
    private final BodyReader bodies;
    private final RecordLog log;
    private final IngestMetrics metrics;

    Ingest(RecordKind<R> kind, Redactor redactor, BodyReader bodies, RecordLog log, IngestMetrics metrics) {
        this.kind = kind;
        this.redactor = redactor;
        this.bodies = bodies;
        this.log = log;
        this.metrics = metrics;
    }

    String path() {
        return "/v1/" + kind.name();
    }

    @Override
    public void handle(Context ctx) {
        try (var room = bodies.enter(ctx)) {
            var format = Format.of(ctx.contentType());
            var encoding = Encoding.of(ctx.header("Content-Encoding"));
            var body = bodies.read(ctx, encoding, room);
            var items = counted(format.split(body), room.project());
            var batch = admit(items, new Place.Body(room.project(), body), isResend(ctx));
            publish(batch);
            ctx.status(batch.status()).json(batch.toJson());
        } catch (ApiException e) {
            metrics.refused(kind.name(), e.code());
            throw e;
        }
    }

    private List<Item> counted(List<Item> items, String project) {
        if (items.size() > MAX_RECORDS) {
            throw ApiException.payloadTooLarge("The batch has more than " + MAX_RECORDS + " records");
        }
        bodies.limits().takeRecords(project, items.size());
        metrics.received(kind.name(), items.size());
        return items;
    }

    private Batch admit(List<Item> items, Place.Body body, boolean resend) {
        var batch = new Batch();
        for (int index = 0; index < items.size(); index++) {
            try {
                batch.accept(admit(items.get(index), new Place(body, index), resend));
            } catch (InvalidRecordException e) {
                batch.reject(index, e);
                metrics.rejected(kind.name(), e.reason());
            }
        }
        batch.checkAnyGood();
        return batch;
    }

    private ProducerRecord<byte[], byte[]> admit(Item item, Place place, boolean resend) throws InvalidRecordException {
        // The project comes last: what a sender's claim to another looks like, redaction included, is of no account.
        var record = kind.admit(kind.redact(kind.read(item.json(), place), redactor), place.project());
        var message = new ProducerRecord<>(
                kind.topic(), kind.key(record).getBytes(UTF_8), kind.codec().encode(record));
        if (resend) {
            message.headers().add(Topics.RESEND_HEADER, RESEND);
        }
        return message;
    }

    private void publish(Batch batch) {
        var records = batch.accepted();
        try {
            log.append(records);
            metrics.accepted(kind.name(), records.size());
        } catch (NotAcknowledgedException e) {
            metrics.failed(kind.name(), records.size());
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

    private static boolean isResend(Context ctx) {
        var header = ctx.header(Topics.HTTP_RESEND_HEADER);
        return header != null && YES.contains(header.strip().toLowerCase(Locale.ROOT));
    }
}
