package dev.errata.http.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where tokens are kept. Asked by one thread at a time. */
public interface TokenStore {

    /**
     * All tokens that are worth anything: neither revoked nor expired.
     *
     * @throws TokensUnavailableException where they cannot be read now
     */
    List<KnownToken> all();

    /**
     * Notes when tokens were last used, by their ids.
     *
     * @throws TokensUnavailableException where that cannot be written now
     */
    void used(Map<String, Instant> times);
}
