package dev.errata.gateway.otlp;

import static dev.errata.gateway.otlp.EventFields.put;

import dev.errata.contract.normalise.NormalisedError;
import dev.errata.contract.normalise.Normaliser;
import dev.errata.contract.normalise.RawAnswer;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes how a call failed. What is left of the answer goes through the normaliser: its headers, and its body where the
 * exception's message carries it. What that cannot tell, the conventions' own attributes may.
 */
final class FailureFields {
    private static final Pattern STATUS = Pattern.compile("[1-9]\\d\\d");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final String OTHER_TYPE = "_OTHER";

    private FailureFields() {}

    /**
     * Adds to the fields of an event.
     *
     * @param own the attributes of the span or log record, those of its exception among them
     * @param text the exception's message, or whatever else was said
     * @param now the time of arrival, against which a date in {@code Retry-After} is read
     * @return who was called: as the event says, else as the answer gives it away
     */
    static @Nullable String putFailure(ObjectNode event, Attributes own, @Nullable String text, Instant now) {
        var status = status(own);
        var said = text == null ? "" : text;
        var provider = event.path("provider").asString(null);
        var error = Normaliser.normalise(new RawAnswer(provider, status, own.responseHeaders(), said), now);
        if (status != null) {
            event.put("status", status);
        }
        put(event, "code", code(error, own));
        put(event, "type", first(error.failure().type(), type(own)));
        put(event, "message", first(error.failure().message(), text));
        putAnswer(event, error, own);
        if (error.failure().message() != null && !error.failure().message().equals(text)) {
            put(event, "raw_body", text);
        }
        return error.provider();
    }

    /** The answer's status; null where none came. An {@code error.type} of three digits is one by convention. */
    static @Nullable Integer status(Attributes own) {
        return Stream.of(Name.STATUS, Name.ERROR_TYPE)
                .map(own::text)
                .filter(text -> text != null && STATUS.matcher(text).matches())
                .map(Integer::valueOf)
                .findFirst()
                .orElse(null);
    }

    static boolean isFailure(@Nullable Integer status) {
        return status != null && status >= 400;
    }

    private static void putAnswer(ObjectNode event, NormalisedError error, Attributes own) {
        put(event, "param", error.failure().param());
        put(event, "request_id", first(error.ids().requestId(), own.text(Name.REQUEST_ID)));
        put(event, "provider_request_id", error.ids().providerRequestId());
        put(event, "task_id", error.ids().taskId());
        var limit = error.meaning().limitKind();
        put(event, "limit_kind", limit == null ? null : limit.code());
        if (error.retryAfterMs() != null) {
            event.put("retry_after_ms", error.retryAfterMs());
        }
    }

    /** Without an answer there is no code in it: then the client's own word for what happened may stand for one. */
    private static @Nullable String code(NormalisedError error, Attributes own) {
        if (error.failure().code() != null || error.failure().status() != null) {
            return error.failure().code();
        }
        return Stream.of(Name.ERROR_TYPE, Name.EXCEPTION_TYPE)
                .map(own::text)
                .map(ClientErrors::code)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    /** Numbers are statuses, which have a field of their own. */
    private static @Nullable String type(Attributes own) {
        return Stream.of(Name.ERROR_TYPE, Name.EXCEPTION_TYPE)
                .map(own::text)
                .filter(type -> type != null && !type.equals(OTHER_TYPE))
                .filter(type -> !NUMBER.matcher(type).matches())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
