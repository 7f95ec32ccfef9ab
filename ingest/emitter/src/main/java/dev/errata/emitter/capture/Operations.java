package dev.errata.emitter.capture;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names what is called by method and route, so that ids and models in a path do not make a series each. */
final class Operations {
    /** Where a path says the model: Azure's deployments, Gemini's and Bedrock's models. */
    private static final List<Pattern> MODELS = List.of(
            Pattern.compile("/deployments/([^/:]+)/"),
            Pattern.compile("/models/([^/:]+):\\w+"),
            Pattern.compile("/model/([^/:]+)/"));

    private static final Predicate<String> VERSION =
            Pattern.compile("v\\d{1,2}(?:(?:alpha|beta)\\d?)?").asMatchPredicate();

    /** A segment that is an id: digits alone or three of them, a prefix and a random rest, text too long for a word. */
    private static final List<Predicate<String>> IDS = List.of(
            Pattern.compile("\\d+").asMatchPredicate(),
            Pattern.compile("(?:[^\\d]*\\d){3}.*").asMatchPredicate(),
            Pattern.compile("[a-z]+[-_](?=.*[0-9A-Z])\\w{10,}").asMatchPredicate(),
            Pattern.compile(".{33,}").asMatchPredicate(),
            Pattern.compile(".*[%@=].*").asMatchPredicate());

    private static final int MAX_SEGMENTS = 10;

    private Operations() {}

    /** Such as {@code POST /v1/threads/{id}/runs}. */
    static String name(String method, String path) {
        var model = model(path);
        var route = model.map(name -> path.replace("/" + name, "/{model}")).orElse(path);
        return method + " "
                + Arrays.stream(route.split("/", -1))
                        .limit(MAX_SEGMENTS)
                        .map(Operations::segment)
                        .collect(Collectors.joining("/"));
    }

    /** The model, where the path says it. */
    static Optional<String> model(String path) {
        return MODELS.stream()
                .map(pattern -> pattern.matcher(path))
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    private static String segment(String segment) {
        var isId = !VERSION.test(segment)
                && !segment.startsWith("{model}")
                && IDS.stream().anyMatch(shape -> shape.test(segment));
        return isId ? "{id}" : segment;
    }
}
