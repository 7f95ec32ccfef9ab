package dev.errata.contract.normalise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Finds the error in a body, whatever the body is: JSON, whole or cut, a stream, a page, text. */
final class Bodies {
    private static final Pattern BLANK_LINE = Pattern.compile("\\R\\s*\\R");
    private static final Pattern SSE_FIELD = Pattern.compile("(?:event|id|retry|:).*");
    private static final String DATA = "data:";

    private static final List<String> ERRORS = List.of(
            "error",
            "errors.*",
            "Error",
            "Response.Error",
            "ResponseMetadata.Error",
            "response.error",
            "data.error",
            "error_code",
            "errcode",
            "base_resp.status_code");
    private static final List<String> STATES =
            List.of("status", "task_status", "state", "output.task_status", "data.task_status", "data.status", "type");
    private static final Set<String> FAILED = Set.of("failed", "failure", "fail", "error");

    private Bodies() {}

    static Answer read(RawAnswer raw, FieldPaths paths) {
        var text = LenientJson.unquoted(raw.body().strip());
        if (Markup.is(text)) {
            return Answer.withoutJson(raw, new Markup(text).fields());
        }
        var documents = documents(text);
        return documents.stream()
                .filter(document -> raw.isFailure() || isFailed(document))
                .map(document -> new Answer(raw, document, ErrorFields.of(document, paths)))
                .filter(answer -> !answer.fields().isEmpty() || isFailed(answer.document()))
                .findFirst()
                .orElseGet(() -> Answer.withoutJson(raw, documents.isEmpty() ? plain(raw, text) : ErrorFields.NONE));
    }

    /** Whether the document tells of a failure by itself, whatever the status says. */
    static boolean isFailed(JsonNode document) {
        return hasFailedState(document)
                || holdsError(document)
                || (JsonPaths.isText(document.path("code")) && JsonPaths.isWords(document.path("message")));
    }

    /** Whether a document in the text has an object that is there for errors alone. */
    static boolean holdsError(String body) {
        return documents(body.strip()).stream().anyMatch(Bodies::holdsError);
    }

    private static boolean holdsError(JsonNode document) {
        return JsonPaths.first(document, ERRORS, Bodies::isError).isPresent();
    }

    /** Whether the document is a task, or a stream's event, that has come to a bad end. */
    static boolean hasFailedState(JsonNode document) {
        return JsonPaths.texts(document, STATES).stream()
                .anyMatch(state -> FAILED.contains(state.toLowerCase(Locale.ROOT)));
    }

    private static boolean isError(JsonNode node) {
        return (JsonPaths.isText(node) && !node.toString().equals("0")) || (node.isContainer() && !node.isEmpty());
    }

    /** Every JSON document in the text: itself, its elements, the events of a stream, its lines. */
    private static List<JsonNode> documents(String text) {
        var documents = new ArrayList<JsonNode>();
        LenientJson.container(text).ifPresent(json -> elements(json).forEach(documents::add));
        if (documents.isEmpty() || text.indexOf('\n') > 0) {
            parts(text)
                    .flatMap(part -> LenientJson.container(part).stream())
                    .flatMap(Bodies::elements)
                    .forEach(documents::add);
        }
        if (documents.isEmpty()) {
            LenientJson.inside(text).filter(Bodies::isFailed).ifPresent(documents::add);
        }
        return documents;
    }

    private static Stream<JsonNode> elements(JsonNode json) {
        return json.isArray() ? json.valueStream().filter(JsonNode::isObject) : Stream.of(json);
    }

    private static Stream<String> parts(String text) {
        var blocks = BLANK_LINE.splitAsStream(text).toList();
        return Stream.concat(
                blocks.stream().map(Bodies::data), Stream.concat(blocks.stream().map(Bodies::rest), text.lines()));
    }

    private static String data(String block) {
        return block.lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> line.substring(DATA.length()))
                .collect(Collectors.joining("\n"));
    }

    private static String rest(String block) {
        return block.lines()
                .filter(line -> !line.startsWith(DATA))
                .filter(line -> !SSE_FIELD.matcher(line).matches())
                .collect(Collectors.joining("\n"));
    }

    private static ErrorFields plain(RawAnswer raw, String text) {
        var isError = raw.status() == null || raw.isFailure();
        var isEmpty = text.isEmpty()
                || LenientJson.container(text).filter(JsonNode::isEmpty).isPresent();
        return isError && !isEmpty ? new ErrorFields(null, null, text) : ErrorFields.NONE;
    }
}
