package dev.errata.emitter.capture;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The headers of an answer that are worth keeping: limits as sent, and who stood in between. Never cookies. */
final class KeptHeaders {
    private static final List<String> PREFIXES =
            List.of("x-ratelimit-", "anthropic-ratelimit-", "x-should-retry", "retry-after");
    private static final List<String> NAMES = List.of("server", "via", "cf-ray", "content-type", "x-ms-region");

    /** Well under what an event may carry. */
    private static final int MAX_VALUE = 200;

    private static final int MAX_HEADERS = 24;

    private KeptHeaders() {}

    /** As attributes, named as OpenTelemetry names them. */
    static Map<String, String> of(Map<String, String> headers) {
        var kept = new TreeMap<String, String>();
        headers.entrySet().stream()
                .filter(header -> isKept(header.getKey()) && header.getValue().length() <= MAX_VALUE)
                .sorted(Map.Entry.comparingByKey())
                .limit(MAX_HEADERS)
                .forEach(header -> kept.put("http.response.header." + header.getKey(), header.getValue()));
        return kept;
    }

    private static boolean isKept(String name) {
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }
}
