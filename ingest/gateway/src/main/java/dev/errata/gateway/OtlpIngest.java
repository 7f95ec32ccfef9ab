package dev.errata.gateway;

import dev.errata.gateway.otlp.Arrival;
import dev.errata.gateway.otlp.Mapped;
import dev.errata.gateway.otlp.Signal;
import dev.errata.gateway.otlp.Wire;
import dev.errata.http.ApiException;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/**
 * Takes one signal of OTLP over HTTP. Its clients send again after 429 and 503 only, and give up on everything else: so
 * whatever may pass is one of these, for the whole request, and {@code partial_success} speaks only of what will never be
 * taken. Answers are written as the request was, errors as {@code google.rpc.Status}.
 */
final class OtlpIngest implements Handler {
    private static final int REQUEST_TIMEOUT = 408;

    private final Signal signal;
    private final TrafficKind totals;
    private final BodyReader bodies;
    private final Publisher publisher;
    private final IngestMetrics metrics;

    OtlpIngest(Signal signal, TrafficKind totals, BodyReader bodies, Publisher publisher, IngestMetrics metrics) {
        this.signal = signal;
        this.totals = totals;
        this.bodies = bodies;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    String path() {
        return "/v1/" + signal.name();
    }

    @Override
    public void handle(Context ctx) {
        var wire = Wire.of(ctx.contentType());
        try (var room = bodies.enter(ctx)) {
            var sender = Sender.of(ctx);
            var known = wire.orElseThrow(OtlpIngest::unknownType);
            var encoding = Encoding.of(ctx.header("Content-Encoding"));
            var body = bodies.readAny(ctx, encoding, room);
            var arrival = new Arrival(sender.project(), totals.clock().instant(), publisher.redactor());
            var mapped = signal.read(known, body, arrival, room::growTo);
            bodies.limits().takeRecords(sender.project(), mapped.items());
            var batch = publish(mapped, sender);
            answer(ctx, 200, known, signal.response(known, batch.rejected(), batch.message(signal.items())));
        } catch (ApiException e) {
            refuse(ctx, wire.orElse(Wire.JSON), retryable(e));
        }
    }

    private OtlpBatch publish(Mapped mapped, Sender sender) {
        metrics.received(signal.name(), mapped.items());
        mapped.ignored().forEach((reason, items) -> metrics.ignored(signal.name(), reason, items));
        var batch = new OtlpBatch(mapped, publisher, totals, sender);
        batch.reasons().forEach(reason -> metrics.rejected(signal.name(), reason));
        publisher.publish(signal.name(), batch.records(), batch.accepted());
        return batch;
    }

    private void refuse(Context ctx, Wire wire, ApiException error) {
        metrics.refused(signal.name(), error.code());
        error.headers().forEach(ctx::header);
        answer(ctx, error.status(), wire, wire.status(error.status(), String.valueOf(error.getMessage())));
    }

    private static void answer(Context ctx, int status, Wire wire, byte[] body) {
        ctx.status(status).contentType(wire.contentType()).result(body);
    }

    private static ApiException unknownType() {
        return ApiException.unsupportedMediaType(
                "Content-Type must be " + Wire.PROTOBUF.contentType() + " or " + Wire.JSON.contentType());
    }

    /** A body that came too slowly may come faster the next time, but a 408 would be its last. */
    private static ApiException retryable(ApiException error) {
        return error.status() == REQUEST_TIMEOUT
                ? ApiException.unavailable(String.valueOf(error.getMessage()), RetryAfter.jittered())
                        .withHeader("Connection", "close")
                : error;
    }
}
