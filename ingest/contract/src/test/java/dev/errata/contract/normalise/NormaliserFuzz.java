package dev.errata.contract.normalise;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.fingerprint.Fingerprint;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Any answer gives an error, and always the same. The input looks like HTTP: a line {@code status provider}, lines of
 * headers, an empty line, the body.
 */
public final class NormaliserFuzz {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private NormaliserFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        var answer = answer(new String(input, UTF_8));
        var error = Normaliser.normalise(answer, NOW);
        if (!error.equals(Normaliser.normalise(answer, NOW))) {
            throw new AssertionError("not the same error twice");
        }
        if (error.retryAfterMs() != null && error.retryAfterMs() < 0) {
            throw new AssertionError("a wait of " + error.retryAfterMs() + " ms");
        }
        Fingerprint.of(error.failure());
    }

    private static RawAnswer answer(String text) {
        var parts = text.split("\n\n", 2);
        var head = parts[0].split("\n", -1);
        var first = head[0].split(" ", 2);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < head.length; i++) {
            var pair = head[i].split(":", 2);
            headers.put(pair[0], pair[pair.length - 1]);
        }
        return new RawAnswer(
                first.length > 1 ? first[1] : null, status(first[0]), headers, parts.length > 1 ? parts[1] : "");
    }

    private static @Nullable Integer status(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
