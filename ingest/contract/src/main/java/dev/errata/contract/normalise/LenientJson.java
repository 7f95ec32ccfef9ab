package dev.errata.contract.normalise;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what means to be JSON: cut off, followed by other text, or a dictionary as Python prints it. */
final class LenientJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern PYTHON_NONE = Pattern.compile("(?<=[:\\[,] ?)None(?=[,}\\]])");
    private static final Pattern PYTHON_TRUE = Pattern.compile("(?<=[:\\[,] ?)True(?=[,}\\]])");
    private static final Pattern PYTHON_FALSE = Pattern.compile("(?<=[:\\[,] ?)False(?=[,}\\]])");

    private LenientJson() {}

    /** The object or array that the text begins with, whatever follows it; empty where it begins with neither. */
    static Optional<JsonNode> container(String text) {
        var stripped = text.strip();
        if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
            return Optional.empty();
        }
        return parse(stripped)
                .or(() -> parse(withoutPython(stripped)))
                .or(() -> CutJson.closed(stripped).flatMap(LenientJson::parse))
                .or(() -> CutJson.closedAfterLastField(stripped).flatMap(LenientJson::parse))
                .filter(JsonNode::isContainer);
    }

    /** The first object inside other text, such as {@code Error code: 400 - {"error": ...}}. */
    static Optional<JsonNode> inside(String text) {
        var start = text.indexOf('{');
        return start < 0 ? Optional.empty() : container(text.substring(start));
    }

    /** What a text says that is nothing but a JSON string; any other text as it is. */
    static String unquoted(String text) {
        return text.startsWith("\"")
                ? parse(text).filter(JsonPaths::isWords).map(JsonPaths::asText).orElse(text)
                : text;
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(MAPPER.readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String withoutPython(String text) {
        var noNone = PYTHON_NONE.matcher(text).replaceAll("null");
        var noTrue = PYTHON_TRUE.matcher(noNone).replaceAll("true");
        return PYTHON_FALSE.matcher(noTrue).replaceAll("false");
    }
}
