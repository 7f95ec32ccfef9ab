package dev.errata.http;

import dev.errata.http.AccessMetrics.Denial;
import dev.errata.http.access.Authenticator;
import dev.errata.http.access.Principal;
import dev.errata.http.access.Token;
import dev.errata.http.access.TokensUnavailableException;
import dev.errata.http.limit.RateLimiter;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Decides who may do what, before any handler runs: each route names whom it {@linkplain Allow allows}, and a request
 * shows a token as {@code Authorization: Bearer errata_…}. Handlers ask {@link #project} and nothing else. Safe from any
 * thread.
 */
public final class Access {
    private static final String PRINCIPAL = Access.class.getName();
    private static final String NO_TOKEN = PRINCIPAL + ".noToken";
    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "Bearer ";
    private static final Set<String> TOKEN_PARAMETERS = Set.of("token", "access_token");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int FAILURES_PER_SECOND = 5;
    private static final Duration FAILURES_BURST = Duration.ofSeconds(20);

    private final @Nullable Principal local;
    private final Authenticator tokens;
    private final AccessMetrics metrics;
    private final RateLimiter<String> failures;

    private Access(@Nullable Principal local, Authenticator tokens, AccessMetrics metrics, InstantSource clock) {
        this.local = local;
        this.tokens = tokens;
        this.metrics = metrics;
        this.failures = new RateLimiter<>(FAILURES_PER_SECOND, FAILURES_BURST, clock);
    }

    /** Only tokens count. */
    public static Access byToken(Authenticator tokens, AccessMetrics metrics, InstantSource clock) {
        return new Access(null, tokens, metrics, clock);
    }

    /**
     * As {@link #byToken}, but what comes from this very machine needs none. A token that is sent is checked all the same.
     *
     * @param local whom a program of this machine stands for without a token
     */
    public static Access openToThisMachine(
            Principal local, Authenticator tokens, AccessMetrics metrics, InstantSource clock) {
        return new Access(local, tokens, metrics, clock);
    }

    /** Whose records the request that is being answered is about. */
    public static String project(Context ctx) {
        return principal(ctx)
                .orElseThrow(() -> new IllegalStateException("the route allows anyone"))
                .project();
    }

    /** Who asks. On a route that allows anyone nobody is asked: empty there, but for a program of this machine. */
    public static Optional<Principal> principal(Context ctx) {
        return Optional.ofNullable(ctx.attribute(PRINCIPAL));
    }

    /** Whether it came from this machine, without a token and needing none. */
    public static boolean isWithoutToken(Context ctx) {
        return Boolean.TRUE.equals(ctx.<Boolean>attribute(NO_TOKEN));
    }

    /**
     * Lets the request in, or throws what is to be answered.
     *
     * @param allowed whom the route allows
     */
    void admit(Context ctx, Set<Allow> allowed) {
        if (allowed.contains(Allow.ANYONE)) {
            ctx.attribute(PRINCIPAL, isOpenTo(ctx) ? local : null);
            return;
        }
        var principal = authenticate(ctx);
        if (allowed.stream().noneMatch(allow -> allow.admits(principal))) {
            throw denied(
                    Denial.SCOPE,
                    ApiException.forbidden("The token lacks the scope that this takes: " + names(allowed)));
        }
        ctx.attribute(PRINCIPAL, principal);
    }

    private Principal authenticate(Context ctx) {
        var sent = Collections.list(ctx.req().getHeaders(AUTHORIZATION));
        if (sent.size() > 1) {
            throw denied(Denial.TWO_HEADERS, ApiException.badRequest("There is more than one Authorization header"));
        }
        if (hasTokenInUrl(ctx)) {
            throw failed(
                    ctx,
                    Denial.TOKEN_IN_URL,
                    "Addresses end up in logs: a token in one is refused. Revoke it, and send"
                            + " another as Authorization: Bearer");
        }
        if (sent.isEmpty() && local != null && isOpenTo(ctx)) {
            ctx.attribute(NO_TOKEN, true);
            return local;
        }
        var token = sent.stream().flatMap(header -> token(header).stream()).findFirst();
        return token.flatMap(this::known)
                .orElseThrow(() -> failed(
                        ctx,
                        token.isEmpty() ? Denial.NO_TOKEN : Denial.BAD_TOKEN,
                        "This takes a valid token: Authorization: Bearer errata_…"));
    }

    private boolean isOpenTo(Context ctx) {
        return local != null && LocalRequest.is(ctx);
    }

    private Optional<Principal> known(Token token) {
        try {
            return tokens.authenticate(token);
        } catch (TokensUnavailableException e) {
            throw denied(
                    Denial.UNAVAILABLE,
                    ApiException.unavailable("The token cannot be checked now; send the request again", RETRY_AFTER)
                            .withMember("outcome", JsonNodeFactory.instance.stringNode("not_stored")));
        }
    }

    /** Failures of one address are limited; a good token passes all the same, whoever else is behind that address. */
    private ApiException failed(Context ctx, Denial denial, String message) {
        var delay = failures.tryTake(RemoteNetwork.of(ctx.req().getRemoteAddr()), 1);
        return delay.isZero()
                ? denied(denial, ApiException.unauthenticated(message).withHeader("WWW-Authenticate", "Bearer"))
                : denied(Denial.TOO_MANY, ApiException.tooManyRequests("Too many failed authentications", delay));
    }

    private ApiException denied(Denial denial, ApiException answer) {
        metrics.denied(denial);
        return answer;
    }

    private static Optional<Token> token(String header) {
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Token.parse(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static boolean hasTokenInUrl(Context ctx) {
        var query = ctx.queryString();
        return query != null
                && (Token.isIn(query) || ctx.queryParamMap().keySet().stream().anyMatch(TOKEN_PARAMETERS::contains));
    }

    private static String names(Set<Allow> allowed) {
        return String.join(
                " or ",
                allowed.stream()
                        .map(allow -> allow.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList());
    }
}
