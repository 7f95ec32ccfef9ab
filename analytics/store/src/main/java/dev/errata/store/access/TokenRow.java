package dev.errata.store.access;

import dev.errata.http.access.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token as an administrator sees it: everything but its secret.
 *
 * @param id its public part
 * @param name for people
 * @param expires null: never
 * @param lastUsed null: never; half a minute behind
 * @param revoked null: not
 */
public record TokenRow(
        String id,
        String name,
        Principal principal,
        Instant created,
        @Nullable Instant expires,
        @Nullable Instant lastUsed,
        @Nullable Instant revoked) {}
