package dev.errata.contract.normalise;

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
            Pattern.compile("(?i)(?:unknown|unrecognized|unsupported|invalid|missing)(?: required)?"
                    + " (?:parameter|value|argument|field)s?(?: for)?:? ?[\"'`]([\\w.\\[\\]-]{1,100})[\"'`]"),
            Pattern.compile("^(?:Invalid|Missing) ['`]([\\w.\\[\\]-]{1,100})['`]"),
            Pattern.compile("unrecognized request argument supplied: (\\w{1,100})", Pattern.CASE_INSENSITIVE),
            Pattern.compile("[\"'`]([\\w.\\[\\]-]{1,100})[\"'`] (?:is a required property|parameter|is required)"),
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
