package dev.errata.http.access;

import java.util.Optional;

/** Says whom a token stands for. Safe from any thread. */
@FunctionalInterface
public interface Authenticator {

    /**
     * Empty for whatever is wrong with the token: unknown, another secret, revoked, expired.
     *
     * @throws TokensUnavailableException where nobody can say now
     */
    Optional<Principal> authenticate(Token token);
}
