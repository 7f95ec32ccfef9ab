package dev.errata.http.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a token that has not been revoked.
 *
 * @param id its public part
 * @param hash of its secret
 * @param principal whom it stands for
 * @param expires from when on it is worth nothing; null: never
 */
public record KnownToken(
        String id,
        SecretHash hash,
        Principal principal,
        @Nullable Instant expires) {

    boolean isValid(SecretHash sent, Instant now) {
        var matches = hash.matches(sent);
        return matches && (expires == null || now.isBefore(expires));
    }
}
