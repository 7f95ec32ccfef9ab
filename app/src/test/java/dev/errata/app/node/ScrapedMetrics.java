package dev.errata.app.node;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a process shows to Prometheus: each name with the labels that it has somewhere. */
record ScrapedMetrics(Map<String, Set<String>> labels) {
    private static final Pattern SAMPLE = Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    static ScrapedMetrics of(URI server) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.resolve("/metrics")).build();
            return of(client.send(request, BodyHandlers.ofString()).body());
        }
    }

    static ScrapedMetrics of(String text) {
        return new ScrapedMetrics(text.lines()
                .map(SAMPLE::matcher)
                .filter(sample -> sample.matches())
                .collect(groupingBy(
                        sample -> sample.group(1),
                        TreeMap::new,
                        mapping(
                                sample -> sample.group(2) == null ? Set.<String>of() : names(sample.group(2)),
                                Collectors.flatMapping(Set::stream, toCollection(TreeSet::new))))));
    }

    private static Set<String> names(String labels) {
        return LABEL.matcher(labels).results().map(label -> label.group(1)).collect(Collectors.toSet());
    }

    /** Those that Errata itself names, and those of libraries that are in this list. */
    Map<String, Set<String>> ownAnd(Set<String> borrowed) {
        var own = new TreeMap<>(labels);
        own.keySet()
                .removeIf(name -> !name.startsWith("errata_") && !name.startsWith("disk_") && !borrowed.contains(name));
        return own;
    }

    Set<String> names() {
        return labels.keySet();
    }
}
