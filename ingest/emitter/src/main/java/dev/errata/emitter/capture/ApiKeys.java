package dev.errata.emitter.capture;

import dev.errata.contract.EventIds;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells API keys apart without keeping them. */
final class ApiKeys {
    private static final List<String> HEADERS = List.of("x-api-key", "api-key", "x-goog-api-key");
    private static final String BEARER = "bearer ";
    private static final int BYTES = 4;

    private ApiKeys() {}

    /**
     * The first 32 bits of the key's SHA-256. Passwords and signatures give none: the former could be guessed from it, the
     * latter differ on every request.
     */
    static Optional<String> fingerprint(RequestHead head) {
        var keys = HEADERS.stream().flatMap(name -> head.header(name).stream());
        var bearer = head.header("authorization")
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip());
        return Stream.concat(keys, bearer.stream())
                .filter(key -> !key.isEmpty())
                .findFirst()
                .map(ApiKeys::shortHash);
    }

    private static String shortHash(String key) {
        var hash = EventIds.sha256(key.getBytes(StandardCharsets.UTF_8));
        return "sha256:" + HexFormat.of().formatHex(hash, 0, BYTES);
    }
}
