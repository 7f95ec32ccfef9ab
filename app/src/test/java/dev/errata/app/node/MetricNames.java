package dev.errata.app.node;

import static java.util.function.Predicate.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics that the documentation promises, and those that the alert rules stand on. */
final class MetricNames {
    private static final Path DOCS = Path.of("../docs/metrics.md");
    private static final Path RULES = Path.of("../dashboards/prometheus/rules");

    /** A row of a table: name, type, labels. */
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| \\w+ \\| ([\\w, ]*)\\|.*");

    /** In an expression; recorded names have a colon. */
    private static final Pattern IN_RULE = Pattern.compile("(?<![:\\w])(?:errata|disk)_\\w+(?![:\\w])");

    private MetricNames() {}

    /** Each name with its labels. */
    static Map<String, Set<String>> documented() throws IOException {
        var documented = new TreeMap<String, Set<String>>();
        for (var line : Files.readAllLines(DOCS)) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                documented.put(row.group(1), labels(row.group(2)));
            }
        }
        return documented;
    }

    /** What is not there always: what commands tell by way of node_exporter, and what takes an incident or a receiver. */
    static boolean isOccasional(String name) {
        return name.startsWith("errata_reconcile_")
                || name.startsWith("errata_incident_")
                || name.equals("errata_notifications_total")
                || name.startsWith("errata_outbox_")
                || isReckoned(name);
    }

    /** What takes a minute, and calls with ids or tasks. */
    static boolean isReckoned(String name) {
        return name.matches("errata_(retry|call|tasks)_.*");
    }

    static Set<String> inRules() throws IOException {
        var names = new TreeSet<String>();
        try (var files = Files.list(RULES)) {
            for (var file : files.toList()) {
                Files.readAllLines(file).stream()
                        .filter(not(line -> line.strip().startsWith("#")))
                        .flatMap(line -> IN_RULE.matcher(line).results())
                        .forEach(name -> names.add(name.group()));
            }
        }
        return names;
    }

    private static Set<String> labels(String list) {
        return Arrays.stream(list.strip().split(", "))
                .filter(not(String::isEmpty))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
