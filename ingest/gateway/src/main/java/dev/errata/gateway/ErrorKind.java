package dev.errata.gateway;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.RecordCodec;
import dev.errata.contract.normalise.LimitAttributes;
import dev.errata.contract.normalise.NormalisedError;
import dev.errata.contract.normalise.Normaliser;
import dev.errata.contract.normalise.RawAnswer;
import dev.errata.contract.redact.Redactor;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Failed attempts as the provider answered them: events of which {@code headers} and {@code body} say what an event's
 * sender would say itself. What the answer does not tell, the record may. Headers are read and not kept, but for what they
 * tell about a limit.
 *
 * @param clock tells the time of arrival, against which a date in {@code Retry-After} is read
 */
record ErrorKind(InstantSource clock) implements RecordKind<ErrorEvent> {
    private static final EventKind EVENTS = new EventKind();
    private static final ErrorEventCodec CODEC = new ErrorEventCodec();

    @Override
    public String name() {
        return "errors";
    }

    @Override
    public String topic() {
        return EVENTS.topic();
    }

    @Override
    public RecordCodec<ErrorEvent> codec() {
        return CODEC;
    }

    @Override
    public ErrorEvent read(JsonNode json, Place place) throws InvalidRecordException {
        var answer = RawAnswer.read(json);
        var error = Normaliser.normalise(answer, clock.instant());
        var event = (ObjectNode) json.deepCopy();
        event.remove("headers");
        event.remove("body");
        put(event, "raw_body", answer.body());
        fill(event, error);
        var decoded = CODEC.decode(event, place.idContent());
        return LimitAttributes.added(decoded, error.meaning().limit());
    }

    @Override
    public ErrorEvent admit(ErrorEvent event, String project) {
        return EVENTS.admit(event, project);
    }

    @Override
    public ErrorEvent redact(ErrorEvent event, Redactor redactor) {
        return EVENTS.redact(event, redactor);
    }

    @Override
    public String key(ErrorEvent event) {
        return EVENTS.key(event);
    }

    private static void fill(ObjectNode event, NormalisedError error) {
        put(event, "provider", error.provider());
        put(event, "code", error.failure().code());
        put(event, "type", error.failure().type());
        put(event, "message", error.failure().message());
        put(event, "param", error.failure().param());
        put(event, "request_id", error.ids().requestId());
        put(event, "provider_request_id", error.ids().providerRequestId());
        put(event, "task_id", error.ids().taskId());
        var limit = error.meaning().limitKind();
        put(event, "limit_kind", limit == null ? null : limit.code());
        if (error.retryAfterMs() != null) {
            event.put("retry_after_ms", error.retryAfterMs());
        }
    }

    private static void put(ObjectNode event, String name, @Nullable String value) {
        if (value != null) {
            event.put(name, value);
        }
    }
}
