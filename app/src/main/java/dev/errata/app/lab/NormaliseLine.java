package dev.errata.app.lab;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.contract.normalise.NormalisedError;
import dev.errata.contract.normalise.Normaliser;
import dev.errata.contract.normalise.RawAnswer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One recorded answer in, one normalised error out; both a line of JSON. The line's {@code id}, if any, stays. */
public final class NormaliseLine implements UnaryOperator<String> {
    private static final List<String> FIELDS = List.of(
            "code",
            "type",
            "message",
            "request_id",
            "provider",
            "retry_after_ms",
            "owner",
            "retry",
            "limit_kind",
            "cause",
            "param",
            "limit_scope",
            "limit_enforcer",
            "limit_reset_ms");

    private final InstantSource clock;

    /** @param clock against which times in {@code Retry-After} are read */
    public NormaliseLine(InstantSource clock) {
        this.clock = clock;
    }

    /** Never throws: a line that is no answer gives one with nulls and {@code error}. */
    @Override
    public String apply(String line) {
        try {
            var json = Json.parse(line.getBytes(StandardCharsets.UTF_8));
            return write(json, Normaliser.normalise(RawAnswer.read(json), clock.instant()));
        } catch (InvalidRecordException e) {
            return empty().put("error", e.getMessage()).toString();
        }
    }

    private static String write(JsonNode in, NormalisedError error) {
        var out = empty();
        Optional.ofNullable(in.get("id")).ifPresent(id -> out.set("id", id));
        return out.put("code", error.failure().code())
                .put("type", error.failure().type())
                .put("message", error.failure().message())
                .put("request_id", error.ids().requestId())
                .put("provider", error.provider())
                .put("retry_after_ms", error.retryAfterMs())
                .put("owner", lowerCase(error.meaning().owner()))
                .put("retry", retry(error))
                .put("limit_kind", lowerCase(error.meaning().limit().kind()))
                .put("cause", lowerCase(error.meaning().cause()))
                .put("param", error.failure().param())
                .put("limit_scope", lowerCase(error.meaning().limit().scope()))
                .put("limit_enforcer", lowerCase(error.meaning().limit().enforcer()))
                .put("limit_reset_ms", error.meaning().limit().resetMs())
                .toString();
    }

    private static ObjectNode empty() {
        var out = JsonNodeFactory.instance.objectNode();
        FIELDS.forEach(out::putNull);
        return out;
    }

    private static @Nullable String retry(NormalisedError error) {
        var retry = error.meaning().retry();
        return retry == null ? null : lowerCase(retry.action());
    }

    private static @Nullable String lowerCase(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }
}
