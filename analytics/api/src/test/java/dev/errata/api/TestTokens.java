package dev.errata.api;

import dev.errata.http.access.Authenticator;
import dev.errata.http.access.Principal;
import dev.errata.http.access.Scope;
import dev.errata.http.access.Token;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens that a test gives out. */
final class TestTokens implements Authenticator {
    private final Map<String, Principal> principals = new ConcurrentHashMap<>();

    /** A new token's text. */
    String issue(String project, Scope... scopes) {
        var token = Token.random();
        principals.put(token.id(), new Principal(project, Set.of(scopes)));
        return token.reveal();
    }

    @Override
    public Optional<Principal> authenticate(Token token) {
        return Optional.ofNullable(principals.get(token.id()));
    }
}
