package dev.errata.emitter.capture;

import java.util.List;

/** Without any of these a document cannot tell of an error: saves parsing those of successes. */
final class ErrorWords {
    private static final List<String> WORDS = List.of("\"error\"", "\"errors\"", "\"Error\"", "\"base_resp\"");

    private ErrorWords() {}

    static boolean in(String json) {
        return WORDS.stream().anyMatch(json::contains);
    }
}
