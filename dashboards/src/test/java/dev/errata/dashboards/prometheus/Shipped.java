package dev.errata.dashboards.prometheus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of this repository that users load. */
final class Shipped {
    static final Path PROMETHEUS = Path.of("prometheus");
    static final Path RULES = PROMETHEUS.resolve("rules");
    static final Path RULE_TESTS = PROMETHEUS.resolve("tests");
    static final Path ALERTMANAGER = Path.of("alertmanager/alertmanager.yml");
    static final Path RUNBOOKS = Path.of("../docs/runbooks");

    private Shipped() {}

    /** An alert rule as it stands there. */
    record Alert(String name, String expression, Map<?, ?> rule, Map<?, ?> labels, Map<?, ?> annotations) {
        private static Alert of(Map<?, ?> rule) {
            return new Alert(
                    text(rule, "alert"), text(rule, "expr"), rule, map(rule, "labels"), map(rule, "annotations"));
        }

        String annotation(String key) {
            return text(annotations, key);
        }
    }

    static List<Map<?, ?>> groups() {
        return files(RULES)
                .<Map<?, ?>>flatMap(file -> list(yaml(file), "groups").stream())
                .toList();
    }

    static List<Map<?, ?>> rules() {
        return groups().stream()
                .<Map<?, ?>>flatMap(group -> list(group, "rules").stream())
                .toList();
    }

    static List<Alert> alerts() {
        return rules().stream()
                .filter(rule -> rule.containsKey("alert"))
                .map(Alert::of)
                .toList();
    }

    static Stream<Path> files(Path directory) {
        try (var files = Files.list(directory)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<?, ?> yaml(Path file) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(read(file));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The list of objects of that name; empty where there is none. */
    @SuppressWarnings("unchecked") // of a file of ours
    static List<Map<?, ?>> list(Map<?, ?> of, String key) {
        return of.containsKey(key) ? (List<Map<?, ?>>) of.get(key) : List.of();
    }

    static Map<?, ?> map(Map<?, ?> of, String key) {
        return of.containsKey(key) ? (Map<?, ?>) of.get(key) : Map.of();
    }

    static String text(Map<?, ?> of, String key) {
        return of.containsKey(key) ? String.valueOf(of.get(key)) : "";
    }
}
