package dev.errata.app.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One event or outcome for people: a headline, then each other field that it has. */
final class EventText {
    private static final List<String> HEADLINE = List.of("time", "outcome", "status", "code", "provider", "model");

    private EventText() {}

    static String of(JsonNode event) {
        var headline = HEADLINE.stream()
                .map(event::path)
                .filter(EventText::isThere)
                .map(EventText::text)
                .collect(Collectors.joining("  "));
        var fields = event.properties().stream()
                .filter(field -> isThere(field.getValue()) && !HEADLINE.contains(field.getKey()))
                .map(field -> "  %-20s %s".formatted(field.getKey(), text(field.getValue())));
        return Stream.concat(Stream.of(headline), fields).collect(Collectors.joining("\n", "", "\n"));
    }

    /** In one line, without what would move a terminal's cursor. */
    static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028-\\u202e\\u2066-\\u2069]+", " ");
    }

    private static boolean isThere(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    /** A list by its elements, an object by those of its members that are there. */
    private static String text(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(EventText::text).collect(Collectors.joining(", "));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .filter(member -> isThere(member.getValue()))
                    .map(member -> member.getKey() + "=" + text(member.getValue()))
                    .collect(Collectors.joining(" "));
        }
        return value.isString() ? value.asString() : value.toString();
    }
}
