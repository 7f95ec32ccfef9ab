package dev.errata.app.node;

import dev.errata.http.access.Scope;
import dev.errata.store.access.TokenRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new token.
 *
 * @param secret the whole token; there is no way to see it again
 * @param about the rest
 */
public record IssuedToken(String secret, About about) {

    /** Not the secret. */
    @Override
    public String toString() {
        return about.toString();
    }

    /**
     * What may be shown of a token.
     *
     * @param scopes in alphabetical order
     * @param expires null: never
     * @param lastUsed null: never; half a minute behind
     * @param revoked null: not
     */
    public record About(
            String id,
            String name,
            String project,
            List<String> scopes,
            Instant created,
            @Nullable Instant expires,
            @Nullable Instant lastUsed,
            @Nullable Instant revoked) {

        static About of(TokenRow row) {
            var principal = row.principal();
            return new About(
                    row.id(),
                    row.name(),
                    principal.project(),
                    principal.scopes().stream().map(Scope::code).sorted().toList(),
                    row.created(),
                    row.expires(),
                    row.lastUsed(),
                    row.revoked());
        }
    }
}
