package dev.errata.contract.normalise;

import dev.errata.contract.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes one error of any answer. Pure: the same answer at the same time always gives the same error. */
public final class Normaliser {
    private static final String AWS_ERROR_TYPE = "x-amzn-errortype";
    private static final List<String> HANDED_ON_HEADERS = List.of("error.metadata.headers");

    private Normaliser() {}

    /**
     * What the answer says.
     *
     * @param now when it came: some answers name the time at which to try again
     */
    public static NormalisedError normalise(RawAnswer raw, Instant now) {
        var read = Bodies.read(raw, FieldPaths.COMMON);
        var provider = ProviderErrors.of(read).orElseGet(() -> ProviderError.of(Recognition.of("")));
        var paths = provider.paths().then(FieldPaths.COMMON);
        var answer = withHandedOnHeaders(withErrorType(Bodies.read(raw, paths)));
        var failure = failure(answer, paths);
        var wait = Waits.of(answer, provider.resets(), now);
        return new NormalisedError(
                name(raw, provider),
                failure,
                RequestIds.of(answer, provider.idHeaders(), paths),
                wait.retryAfterMs(),
                Meaning.of(answer, failure, JsonPaths.texts(answer.document(), paths.hints()), wait));
    }

    /** Some proxies put headers into the body. */
    private static Answer withHandedOnHeaders(Answer answer) {
        return JsonPaths.first(answer.document(), HANDED_ON_HEADERS, JsonNode::isObject)
                .map(headers -> new Answer(answer.raw().withHeaders(headers), answer.document(), answer.fields()))
                .orElse(answer);
    }

    /**
     * Whether an answer of a good status tells of an error all the same, in its body or in an event of a stream: by an object
     * that is there for errors alone. A state such as {@code failed} by itself does not count, since it may be anything's.
     */
    public static boolean tellsOfError(RawAnswer raw) {
        return Bodies.holdsError(raw.body());
    }

    /** AWS says the type in a header: {@code ThrottlingException:http://internal.amazon.com/...}. */
    private static Answer withErrorType(Answer answer) {
        var fields = answer.fields();
        return Optional.ofNullable(answer.raw().header(AWS_ERROR_TYPE))
                .map(header -> header.split("[:,]", 2)[0].strip())
                .filter(type -> !type.isEmpty())
                .map(type -> new Answer(
                        answer.raw(), answer.document(), new ErrorFields(fields.code(), type, fields.message())))
                .orElse(answer);
    }

    private static Failure failure(Answer answer, FieldPaths paths) {
        var fields = answer.fields();
        return new Failure(
                answer.raw().status(),
                fields.code(),
                fields.type(),
                fields.message(),
                Parameters.of(answer, paths.param()));
    }

    private static @Nullable String name(RawAnswer raw, ProviderError provider) {
        if (raw.provider() != null) {
            return raw.provider();
        }
        return provider.name().isEmpty() ? null : provider.name();
    }
}
