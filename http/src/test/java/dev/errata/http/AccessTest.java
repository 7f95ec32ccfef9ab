package dev.errata.http;

import static dev.errata.http.AccessFixture.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.http.AccessMetrics.Denial;
import dev.errata.http.access.Scope;
import dev.errata.http.access.Token;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    @AutoClose
    private final AccessFixture server = AccessFixture.closed();

    @ParameterizedTest(name = "{0} with {1} -> {2}")
    @CsvSource({
        "POST /ingest, INGEST, 200",
        "POST /ingest, READ, 403",
        "POST /ingest, ADMIN, 403",
        "GET /read, READ, 200",
        "GET /read, INGEST, 403",
        "GET /read, ADMIN, 403",
        "GET /either, READ, 200",
        "GET /either, ADMIN, 200",
        "GET /either, INGEST, 403",
        "GET /anyone, INGEST, 200"
    })
    void route_withAToken_isForItsScopesOnly(String route, Scope scope, int status) {
        var answer = server.ask(route, bearer(server.token("shop", scope)));

        assertThat(answer).as("B32, S4").startsWith("HTTP/1.1 " + status);
        if (status == 403) {
            assertThat(answer).contains("\"code\":\"permission_error\"");
            assertThat(server.denials).containsExactly(Denial.SCOPE);
        }
    }

    @Test
    void project_isTheTokens() {
        assertThat(server.ask("GET /read", bearer(server.token("shop", Scope.READ))))
                .endsWith("shop");
    }

    @ParameterizedTest(name = "B32 {0}")
    @ValueSource(
            strings = {
                "missing",
                "Authorization: Basic dXNlcjpwYXNz",
                "Authorization: Bearer",
                "Authorization: Bearer errata_1",
                "Authorization: Bearer unknown",
                "Cookie: token=unknown"
            })
    void token_notGood_isOneAndTheSame401(String sent) {
        var unknown = Token.random().reveal();
        var answer = sent.equals("missing")
                ? server.ask("GET /read")
                : server.ask("GET /read", sent.replace("unknown", unknown));

        assertThat(answer)
                .startsWith("HTTP/1.1 401")
                .contains("WWW-Authenticate: Bearer")
                .contains(
                        "\"code\":\"authentication_error\",\"message\":\"This takes a valid token: Authorization: Bearer errata_…\"")
                .doesNotContain(unknown);
    }

    @ParameterizedTest(name = "B33 {0}")
    @ValueSource(strings = {"?token=abc", "?access_token=abc", "?id=TOKEN", "?x=1&TOKEN"})
    void token_inTheAddress_is401AndCounted(String query) {
        var good = server.token("shop", Scope.READ);
        var answer = server.ask("GET /read" + query.replace("TOKEN", good.reveal()), bearer(good));

        assertThat(answer).startsWith("HTTP/1.1 401").doesNotContain(good.reveal());
        assertThat(server.denials).containsExactly(Denial.TOKEN_IN_URL);
    }

    @Test
    void headers_two_are400() {
        var good = server.token("shop", Scope.READ);

        assertThat(server.ask("GET /read", bearer(good), bearer(good)))
                .as("B34")
                .startsWith("HTTP/1.1 400");
        assertThat(server.denials).containsExactly(Denial.TWO_HEADERS);
    }

    @Test
    void tokens_thatCannotBeChecked_are503() {
        server.away = true;

        assertThat(server.ask("GET /read", bearer(Token.random())))
                .as("S30")
                .startsWith("HTTP/1.1 503")
                .contains("Retry-After: 2")
                .contains("\"outcome\":\"not_stored\"");
    }

    @Test
    void failures_inAFlood_are429_untilTimeHasPassed_andGoodTokensPass() {
        var good = server.token("shop", Scope.READ);
        for (int i = 0; i <= 100; i++) {
            assertThat(server.ask("GET /read", bearer(Token.random()))).startsWith("HTTP/1.1 401");
        }

        assertThat(server.ask("GET /read", bearer(Token.random())))
                .as("B65")
                .startsWith("HTTP/1.1 429")
                .contains("Retry-After: 1");
        assertThat(server.ask("GET /read", bearer(good))).startsWith("HTTP/1.1 200");
        server.now.updateAndGet(now -> now.plusSeconds(1));
        assertThat(server.ask("GET /read", bearer(Token.random()))).startsWith("HTTP/1.1 401");
    }

    @Test
    void open_isForThisMachine_andChecksTokensAllTheSame() {
        try (var open = AccessFixture.open()) {
            assertThat(open.ask("GET /read")).endsWith("default");
            assertThat(open.ask("GET /anyone")).endsWith("default");
            assertThat(open.ask("GET /read", bearer(open.token("shop", Scope.READ))))
                    .endsWith("shop");
            assertThat(open.ask("GET /read", bearer(Token.random()))).startsWith("HTTP/1.1 401");
            assertThat(open.ask("GET /read", bearer(open.token("shop", Scope.INGEST))))
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(server.ask("GET /anyone")).endsWith("nobody");
    }

    @ParameterizedTest(name = "B69 {0}")
    @ValueSource(
            strings = {"Host: errata.example", "Host: localhost.example", "Host: 127.0.0.1.example", "Host: 10.0.0.7"})
    void open_underAnotherName_takesATokenAllTheSame(String host) {
        try (var open = AccessFixture.open()) {
            assertThat(open.raw("GET /read HTTP/1.1\n" + host + "\n\n")).startsWith("HTTP/1.1 401");
        }
    }

    @ParameterizedTest(name = "B69 {0}")
    @ValueSource(strings = {"X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1", "Via: 1.1 proxy"})
    void open_behindAProxy_takesATokenAllTheSame(String header) {
        try (var open = AccessFixture.open()) {
            assertThat(open.ask("GET /read", header)).startsWith("HTTP/1.1 401");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: localhost:8080", "Host: 127.0.0.1:1", "Host: [::1]:8080", "Host: LOCALHOST"})
    void open_underOwnNames_takesNoToken(String host) {
        try (var open = AccessFixture.open()) {
            assertThat(open.raw("GET /read HTTP/1.1\n" + host + "\n\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void forwardedAddress_isNotTakenForTheSender() {
        for (int i = 0; i <= 101; i++) {
            server.ask("GET /read", "X-Forwarded-For: 10.0.0." + i);
        }

        assertThat(server.denials).as("B69").endsWith(Denial.TOO_MANY);
    }

    @Test
    void head_answersWithoutRunningTheHandler() {
        assertThat(server.ask("HEAD /read")).startsWith("HTTP/1.1 200").doesNotContain("shop");
    }

    @Test
    void start_withARouteThatAllowsNobody_fails() {
        var access = Access.byToken(_ -> Optional.empty(), AccessMetrics.NOOP, server.now::get);
        Routes forgotten = routes -> routes.get("/forgotten", ctx -> ctx.result("x"));

        assertThatThrownBy(() -> WebServer.start(WebServerConfig.of("127.0.0.1", 0), access, List.of(forgotten)))
                .hasMessageContaining("GET /forgotten");
    }
}
