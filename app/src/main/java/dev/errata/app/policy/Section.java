package dev.errata.app.policy;

import dev.errata.core.Nearest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Keys and values of one place in the file. What is asked for and wrong is noted with its line, and a value that does no harm
 * is answered, so that one look finds everything.
 */
final class Section {
    private final String path;
    private final Problems problems;
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();

    /** @param path of this place, {@code ''} for the whole file */
    Section(Node node, String path, Problems problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(pair -> put(pair.getKeyNode(), pair.getValueNode()));
        } else if (!isEmpty(node)) {
            problems.add(node, (path.isEmpty() ? "the file" : path) + " must be a list of key: value");
        }
    }

    /** Notes every key that is none of these. */
    Section knowing(List<String> known) {
        values.forEach((key, value) -> {
            if (!known.contains(key)) {
                problems.add(value, at(key) + " is not known; did you mean " + Nearest.to(key, known) + "?");
            }
        });
        return this;
    }

    Node node() {
        return node;
    }

    /** Those that are there. */
    List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /** Notes that something is wrong with this place. */
    void problem(String what) {
        problems.add(node, (path.isEmpty() ? "the file" : path) + " " + what);
    }

    Optional<String> text(String key) {
        return scalar(key, "a text", Optional::of);
    }

    /** What stands under the key, as a flag would have it. */
    Optional<SettingsSection.Entry> entry(String key) {
        var value = values.get(key);
        var line = value == null
                ? 0
                : value.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        return value instanceof SequenceNode
                ? Optional.of(new SettingsSection.Entry(String.join(",", texts(key)), line))
                : scalar(key, "a text or a list of texts", text -> Optional.of(new SettingsSection.Entry(text, line)));
    }

    String requiredText(String key) {
        return text(key).orElseGet(() -> {
            problem("needs " + key);
            return "";
        });
    }

    int wholeNumber(String key, int fallback, int min) {
        var must = "a whole number of at least " + min;
        return scalar(key, must, text -> parsed(() -> Integer.parseInt(text)).filter(number -> number >= min))
                .orElse(fallback);
    }

    double number(String key, double fallback, String must, DoublePredicate isGood) {
        return scalar(
                        key,
                        must,
                        text -> parsed(() -> Double.parseDouble(text))
                                .filter(number -> Double.isFinite(number) && isGood.test(number)))
                .orElse(fallback);
    }

    boolean flag(String key, boolean fallback) {
        return scalar(
                        key,
                        "true or false",
                        text -> Optional.of(text)
                                .filter(word -> word.equals("true") || word.equals("false"))
                                .map(Boolean::valueOf))
                .orElse(fallback);
    }

    Optional<Instant> time(String key) {
        return scalar(
                key,
                "a time such as 2026-01-31T12:00:00Z",
                text -> parsed(() -> OffsetDateTime.parse(text).toInstant()));
    }

    <E extends Enum<E>> Optional<E> constant(String key, Map<String, E> words) {
        return scalar(key, "one of " + String.join(", ", words.keySet()), text -> Optional.ofNullable(words.get(text)));
    }

    /** The place under this key; an empty one where there is none. */
    Optional<Section> section(String key) {
        return Optional.ofNullable(values.get(key)).map(value -> new Section(value, at(key), problems));
    }

    /** The places in the list under this key. */
    List<Section> sections(String key) {
        return elements(key).stream()
                .map(element -> new Section(element, at(key) + "[]", problems))
                .toList();
    }

    /** The texts in the list under this key. */
    List<String> texts(String key) {
        return elements(key).stream()
                .flatMap(element -> {
                    if (element instanceof ScalarNode scalar) {
                        return Stream.of(scalar.getValue());
                    }
                    problems.add(element, at(key) + " must be a list of texts");
                    return Stream.empty();
                })
                .toList();
    }

    private List<Node> elements(String key) {
        var value = values.get(key);
        if (value == null || isEmpty(value)) {
            return List.of();
        }
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problems.add(value, at(key) + " must be a list");
        return List.of();
    }

    private <T> Optional<T> scalar(String key, String must, Function<String, Optional<T>> parser) {
        var value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        var parsed = value instanceof ScalarNode scalar ? parser.apply(scalar.getValue()) : Optional.<T>empty();
        if (parsed.isEmpty()) {
            problems.add(value, at(key) + " must be " + must);
        }
        return parsed;
    }

    private void put(Node key, Node value) {
        if (!(key instanceof ScalarNode name)) {
            problems.add(key, "a key must be a word");
        } else if (values.put(name.getValue(), value) != null) {
            problems.add(key, at(name.getValue()) + " is there twice");
        }
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty();
    }

    private static <T> Optional<T> parsed(Supplier<T> parser) {
        try {
            return Optional.of(parser.get());
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
