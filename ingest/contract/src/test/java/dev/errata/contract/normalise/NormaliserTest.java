package dev.errata.contract.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class NormaliserTest {
    private static final String ONE_OF_EACH_KIND = "answers.ndjson";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void answer_ofAnyKind_isUnderstood(String name, JsonNode answer) throws InvalidRecordException {
        var error = Normaliser.normalise(RawAnswer.read(answer), NOW);

        var expected = answer.path("expected");
        var actual = json(error);
        for (var field : expected.properties()) {
            assertThat(actual.path(field.getKey())).as(field.getKey()).isEqualTo(field.getValue());
        }
        if (!expected.has("retry_after_ms")) {
            assertThat(error.retryAfterMs()).isNull();
        }
    }

    @Test
    void provider_thatTheCallerNames_staysAsNamed() {
        var raw = new RawAnswer("Azure-OpenAI", 404, Map.of(), "");

        assertThat(Normaliser.normalise(raw, NOW).provider()).isEqualTo("Azure-OpenAI");
    }

    @Test
    void anyCutOfAnyBody_neverThrows() throws Exception {
        for (var answer : read(ONE_OF_EACH_KIND)) {
            var raw = RawAnswer.read(answer);
            for (int end = 0; end <= raw.body().length(); end += 3) {
                normalise(raw, raw.body().substring(0, end));
            }
        }
    }

    @Test
    void anyDamageToAnyBody_neverThrows() throws Exception {
        var random = new Random(7);
        for (var answer : read(ONE_OF_EACH_KIND)) {
            var raw = RawAnswer.read(answer);
            for (int i = 0; i < 50 && !raw.body().isEmpty(); i++) {
                var body = new StringBuilder(raw.body());
                body.setCharAt(random.nextInt(body.length()), "{}[]\"'\\:,<>\u0000\ud800n0".charAt(random.nextInt(15)));
                normalise(raw, body.toString());
            }
        }
    }

    @Test
    void nesting_withoutEnd_neverThrows() {
        var raw = new RawAnswer(null, 500, Map.of(), "");

        normalise(raw, "{\"error\":".repeat(10_000));
        normalise(raw, "[".repeat(100_000));
        normalise(raw, "<title>".repeat(10_000));
        normalise(raw, "request id ".repeat(10_000));
    }

    @Test
    void headers_inAnyCase_areRead() {
        var raw = new RawAnswer(null, 500, Map.of("X-REQUEST-ID", " abc= "), "");

        assertThat(Normaliser.normalise(raw, NOW).ids().requestId()).isEqualTo("abc=");
    }

    private static void normalise(RawAnswer raw, String body) {
        var answer = new RawAnswer(raw.provider(), raw.status(), raw.headers(), body);
        assertThatCode(() -> Normaliser.normalise(answer, NOW)).doesNotThrowAnyException();
    }

    private static ObjectNode json(NormalisedError error) {
        var json = JsonNodeFactory.instance.objectNode();
        var retry = error.meaning().retry();
        return json.put("code", error.failure().code())
                .put("type", error.failure().type())
                .put("message", error.failure().message())
                .put("param", error.failure().param())
                .put("request_id", error.ids().requestId())
                .put("provider_request_id", error.ids().providerRequestId())
                .put("task_id", error.ids().taskId())
                .put("guessed", error.provider())
                .put("retry", retry == null ? null : retry.action().name().toLowerCase(Locale.ROOT))
                .put("cause", code(error.meaning().cause()))
                .put("limit_kind", code(error.meaning().limit().kind()))
                .put("limit_scope", code(error.meaning().limit().scope()))
                .put("limit_enforcer", code(error.meaning().limit().enforcer()))
                .set("retry_after_ms", number(error.retryAfterMs()))
                .set("limit_reset_ms", number(error.meaning().limit().resetMs()));
    }

    private static @Nullable String code(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }

    private static JsonNode number(@Nullable Long wait) {
        var factory = JsonNodeFactory.instance;
        return wait == null ? factory.nullNode() : factory.numberNode(wait.intValue());
    }

    private static Stream<Arguments> answers() throws IOException, InvalidRecordException {
        return fixtures().stream()
                .map(answer -> Arguments.of(answer.path("case").asString(), answer));
    }

    /** Bodies in the providers' documented and recorded formats: one of each kind, then what each provider says. */
    private static List<JsonNode> fixtures() throws IOException, InvalidRecordException {
        var answers = new ArrayList<JsonNode>(read(ONE_OF_EACH_KIND));
        answers.addAll(read("providers.ndjson"));
        return answers;
    }

    private static List<JsonNode> read(String file) throws IOException, InvalidRecordException {
        try (var in = Objects.requireNonNull(NormaliserTest.class.getResourceAsStream(file))) {
            var answers = new ArrayList<JsonNode>();
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", 0)) {
                answers.add(Json.parse(line.getBytes(StandardCharsets.UTF_8)));
            }
            return answers;
        }
    }
}
