package dev.errata.contract.normalise;

import dev.errata.contract.Failure;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes one error of any answer. Pure: the same answer at the same time always gives the same error. */
public final class Normaliser {
    private static final String AWS_ERROR_TYPE = "x-amzn-errortype";

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
        var answer = withErrorType(Bodies.read(raw, paths));
        var failure = failure(answer, paths);
        return new NormalisedError(
                name(raw, provider),
                failure,
                RequestIds.of(answer, provider.idHeaders(), paths),
                Waits.millis(answer, provider.resets(), now),
                Meaning.of(answer, failure, JsonPaths.texts(answer.document(), paths.hints())));
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
