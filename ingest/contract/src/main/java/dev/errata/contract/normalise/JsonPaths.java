package dev.errata.contract.normalise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Looks up paths such as {@code error.details.*.reason}: names, with {@code *} for each element of an array. */
final class JsonPaths {
    private JsonPaths() {}

    /** All nodes at the path, in the document's order. */
    static List<JsonNode> all(JsonNode root, String path) {
        var nodes = List.of(root);
        for (var step : path.split("\\.", -1)) {
            nodes = nodes.stream().flatMap(node -> children(node, step)).toList();
        }
        return nodes;
    }

    /** The first node at the first of the paths that leads to one of that kind. */
    static Optional<JsonNode> first(JsonNode root, List<String> paths, Predicate<JsonNode> wanted) {
        return paths.stream()
                .flatMap(path -> all(root, path).stream())
                .filter(wanted)
                .findFirst();
    }

    /** The first text or number at the paths, as text. */
    static Optional<String> text(JsonNode root, List<String> paths) {
        return first(root, paths, JsonPaths::isText).map(JsonPaths::asText);
    }

    /** Every text at the paths, as text. */
    static List<String> texts(JsonNode root, List<String> paths) {
        var texts = new ArrayList<String>();
        paths.forEach(path -> all(root, path).stream()
                .filter(JsonPaths::isText)
                .map(JsonPaths::asText)
                .forEach(texts::add));
        return texts;
    }

    /** Whether it is text that is not blank, or a number. */
    static boolean isText(JsonNode node) {
        return node.isNumber() || isWords(node);
    }

    /** Whether it is text that is not blank. */
    static boolean isWords(JsonNode node) {
        return node.isString() && !node.asString().isBlank();
    }

    static String asText(JsonNode node) {
        return node.isString() ? node.asString().strip() : node.toString();
    }

    private static Stream<JsonNode> children(JsonNode node, String step) {
        if (step.equals("*")) {
            return node.isArray() ? node.valueStream() : Stream.empty();
        }
        return Stream.ofNullable(node.get(step));
    }
}
