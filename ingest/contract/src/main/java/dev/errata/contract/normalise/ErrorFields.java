package dev.errata.contract.normalise;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Code, type and message of one JSON document. Immutable. */
record ErrorFields(
        @Nullable String code,
        @Nullable String type,
        @Nullable String message) {
    private static final int DEPTH = 4;

    /** Words in the place of a code that mean that there is none. */
    private static final Set<String> NO_CODE = Set.of("0", "success", "Success", "SUCCESS");

    /** Words in the place of a type that name the kind of the message, not that of the error. */
    private static final Set<String> NO_TYPE =
            Set.of("error", "about:blank", "response.failed", "response.error", "response.incomplete");

    static final ErrorFields NONE = new ErrorFields(null, null, null);

    static ErrorFields of(JsonNode document, FieldPaths paths) {
        return of(document, paths, DEPTH);
    }

    boolean isEmpty() {
        return code == null && type == null && message == null;
    }

    private static ErrorFields of(JsonNode document, FieldPaths paths, int depth) {
        if (depth == 0) {
            return NONE;
        }
        var outer = new ErrorFields(code(document, paths), type(document, paths), null);
        return JsonPaths.first(document, paths.message(), ErrorFields::saysSomething)
                .map(message -> outer.withMessage(message, paths, depth))
                .orElse(outer)
                .withErrorWord(document.path("error"));
    }

    private static @Nullable String code(JsonNode document, FieldPaths paths) {
        return JsonPaths.texts(document, paths.code()).stream()
                .filter(Predicate.not(NO_CODE::contains))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String type(JsonNode document, FieldPaths paths) {
        return JsonPaths.first(
                        document, paths.type(), node -> JsonPaths.isWords(node) && !NO_TYPE.contains(node.asString()))
                .map(JsonPaths::asText)
                .map(ErrorFields::withoutNamespace)
                .orElse(null);
    }

    /** AWS writes {@code com.amazon.coral.service#ThrottlingException}. */
    private static String withoutNamespace(String type) {
        return type.substring(type.lastIndexOf('#') + 1);
    }

    private static boolean saysSomething(JsonNode node) {
        return JsonPaths.isWords(node) || (node.isContainer() && !node.isEmpty());
    }

    private ErrorFields withMessage(JsonNode node, FieldPaths paths, int depth) {
        if (node.isString()) {
            return withText(JsonPaths.asText(node), paths, depth);
        }
        var inner = of(node, paths, depth - 1);
        var itself = inner.isEmpty() ? joined(node).orElseGet(node::toString) : null;
        return new ErrorFields(or(code, inner.code), or(type, inner.type), or(inner.message, itself));
    }

    /** An answer inside the message is the one that the vendor gave: it knows better than the proxy around it. */
    private ErrorFields withText(String text, FieldPaths paths, int depth) {
        var inner = LenientJson.container(text)
                .map(json -> of(json, paths, depth - 1))
                .orElse(NONE);
        return inner.message == null
                ? new ErrorFields(code, type, text)
                : new ErrorFields(or(inner.code, code), or(inner.type, type), inner.message);
    }

    /** Beside a message, {@code "error": "invalid_grant"} is the code, {@code "error": "Bad Request"} the type. */
    private ErrorFields withErrorWord(JsonNode error) {
        if (!JsonPaths.isWords(error) || message == null || message.equals(JsonPaths.asText(error))) {
            return this;
        }
        var word = JsonPaths.asText(error);
        if (LenientJson.container(word).isPresent()) {
            return this;
        }
        return word.contains(" ")
                ? new ErrorFields(code, or(type, word), message)
                : new ErrorFields(or(code, word), type, message);
    }

    private static Optional<String> joined(JsonNode list) {
        var texts = list.isArray() ? JsonPaths.texts(list, List.of("*")) : List.<String>of();
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts.stream().collect(Collectors.joining("; ")));
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }
}
