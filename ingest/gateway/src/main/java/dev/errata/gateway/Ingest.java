package dev.errata.gateway;

import dev.errata.contract.InvalidRecordException;
import dev.errata.http.ApiException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Takes records of one kind: parse, admit, redact, publish, answer, on the request's own thread. Answers 2xx only when every
 * good record is acknowledged; whatever is wrong with Kafka is a 503, which tells the sender to come back.
 *
 * @param <R> the record
 */
final class Ingest<R> implements Handler {
    private static final int MAX_RECORDS = 1_000;
    private static final EventKind EVENTS = new EventKind();

    private final RecordKind<R> kind;
    private final BodyReader bodies;
    private final Publisher publisher;
    private final IngestMetrics metrics;

    Ingest(RecordKind<R> kind, BodyReader bodies, Publisher publisher, IngestMetrics metrics) {
        this.kind = kind;
        this.bodies = bodies;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    String path() {
        return "/v1/" + kind.name();
    }

    @Override
    public void handle(Context ctx) {
        try (var room = bodies.enter(ctx)) {
            var sender = Sender.of(ctx);
            var format = Format.of(ctx.contentType());
            var encoding = Encoding.of(ctx.header("Content-Encoding"));
            var body = bodies.read(ctx, encoding, room);
            var items = counted(format.split(body), sender);
            var batch = admit(items, new Place.Body(sender.project(), body), sender);
            publisher.publish(kind.name(), batch.records(), batch.accepted());
            ctx.status(batch.status()).json(batch.toJson());
        } catch (ApiException e) {
            metrics.refused(kind.name(), e.code());
            throw e;
        }
    }

    private List<Item> counted(List<Item> items, Sender sender) {
        if (items.size() > MAX_RECORDS) {
            throw ApiException.payloadTooLarge("The batch has more than " + MAX_RECORDS + " records");
        }
        bodies.limits().takeRecords(sender.project(), items.size());
        metrics.received(kind.name(), items.size());
        return items;
    }

    private Batch admit(List<Item> items, Place.Body body, Sender sender) {
        var batch = new Batch();
        var shortcut = kind.shortcut(sender.project(), publisher.redactor());
        for (int index = 0; index < items.size(); index++) {
            try {
                var item = items.get(index);
                var quick = shortcut.take(item);
                if (quick == null) {
                    batch.accept(messages(item, new Place(body, index), sender));
                } else {
                    batch.accept(publisher.message(kind, quick, sender));
                }
            } catch (InvalidRecordException e) {
                batch.reject(index, e);
                metrics.rejected(kind.name(), e.reason());
            }
        }
        batch.checkAnyGood();
        return batch;
    }

    /** The record, and the event that it may be as well: both come in, or neither. */
    private List<ProducerRecord<byte[], byte[]>> messages(Item item, Place place, Sender sender)
            throws InvalidRecordException {
        var json = item.json();
        var record = kind.read(json, place);
        var message = publisher.message(kind, record, sender);
        var event = kind.event(record, json, sender.project());
        return event.isEmpty() ? List.of(message) : List.of(message, publisher.message(EVENTS, event.get(), sender));
    }
}
