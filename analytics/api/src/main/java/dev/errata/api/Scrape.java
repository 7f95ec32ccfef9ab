package dev.errata.api;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Prometheus reads.
 *
 * @param contentType of the text
 * @param text all metrics, as of now
 */
public record Scrape(String contentType, Supplier<String> text) {
    private static final Pattern PROJECT = Pattern.compile("[{,]project=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Without the series of other projects; those that belong to none are everybody's. */
    String textOf(String project) {
        var own = project.replace("\\", "\\\\").replace("\"", "\\\"");
        return text.get()
                .lines()
                .filter(line -> PROJECT.matcher(line)
                        .results()
                        .allMatch(found -> found.group(1).equals(own)))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
