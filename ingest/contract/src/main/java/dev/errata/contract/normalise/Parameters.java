package dev.errata.contract.normalise;

import dev.errata.contract.Failure;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which parameter of the request an error complains about: by its field, else by the words of its message. */
final class Parameters {
    private static final List<String> LOCATIONS =
            List.of("detail.*.loc", "message.detail.*.loc", "error.message.detail.*.loc");

    /** What Python services write where there is none. */
    private static final String PYTHON_NONE = "None";

    /** Each has the name as its only group. */
    private static final List<Pattern> WORDS = List.of(
            Pattern.compile("(?i)(?:unknown|unrecognized|unsupported|invalid|missing|required)(?: required)?"
                    + " (?:parameter|value|argument|field)s?(?: for)?:? ?[\"'`]([\\w.\\[\\]-]{1,100})[\"'`]"),
            Pattern.compile("^(?:Invalid|Missing) ['`]([\\w.\\[\\]-]{1,100})['`]"),
            Pattern.compile("unrecognized request argument supplied: (\\w{1,100})", Pattern.CASE_INSENSITIVE),
            Pattern.compile("[\"'`]([\\w.\\[\\]-]{1,100})[\"'`] (?:is a required property|parameter|is required)"),
            Pattern.compile(
                    "([a-z_]{1,60}(?:\\[\\d{1,6}])?(?:\\.[a-z_]{1,60}(?:\\[\\d{1,6}])?){0,9}): (?:unknown variant|invalid type"
                            + "|invalid value|missing field)"),
            Pattern.compile("([a-z_]{2,60}) ?参数"),
            Pattern.compile("#/([\\w/-]{1,100}): "),
            Pattern.compile("(?:^|errors: )([a-z]+[_.][a-z0-9_.]{1,100}|messages|model|prompt|system|tools): "));

    private Parameters() {}

    static @Nullable String of(Answer answer, List<String> paths) {
        return JsonPaths.text(answer.document(), paths)
                .filter(name -> !name.equals(PYTHON_NONE))
                .or(() -> location(answer.document()))
                .or(() -> inMessage(answer))
                .orElse(null);
    }

    /** The failure with the parameter that its answer names, where the failure does not say. */
    static Failure completed(Failure failure, Answer answer) {
        if (failure.param() != null || failure.message() == null) {
            return failure;
        }
        var fields = new ErrorFields(failure.code(), failure.type(), failure.message());
        var param = of(new Answer(answer.raw(), answer.document(), fields), FieldPaths.COMMON.param());
        return new Failure(failure.status(), failure.code(), failure.type(), failure.message(), param);
    }

    /** FastAPI's way to name a field: {@code ["body","messages",0,"role"]}. */
    private static Optional<String> location(JsonNode document) {
        return JsonPaths.first(document, LOCATIONS, node -> node.isArray() && !node.isEmpty())
                .map(steps -> steps.valueStream()
                        .map(JsonPaths::asText)
                        .filter(step -> !step.equals("body"))
                        .collect(Collectors.joining(".")))
                .filter(name -> !name.isEmpty());
    }

    private static Optional<String> inMessage(Answer answer) {
        var message = answer.fields().message();
        if (message == null || !(answer.hasStatus(400) || answer.hasStatus(422))) {
            return Optional.empty();
        }
        return WORDS.stream()
                .flatMap(words -> words.matcher(message).results())
                .map((MatchResult match) -> match.group(1))
                .findFirst();
    }
}
