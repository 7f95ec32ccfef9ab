package dev.errata.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.http.Allow;
import dev.errata.http.Routes;
import dev.errata.http.WebServer;
import dev.errata.http.access.Scope;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of an Errata that takes tokens, in a real browser. */
class ConsoleTokenIT {
    private static final TestTokens TOKENS = new TestTokens();
    private static DemoDatabase database;
    private static WebServer server;

    @BeforeAll
    static void start() throws SQLException {
        Browser.assumePresent();
        database = new DemoDatabase(Instant.now());
        server = TestServer.startByToken(database.dataSource(), InstantSource.system(), TOKENS, typing());
    }

    @AfterAll
    static void stop() throws SQLException {
        if (Browser.isPresent()) {
            server.close();
            database.close();
        }
    }

    /** Pages that do what a person does with the prompt: keep a token in this tab, and go on. */
    private static Routes typing() {
        return routes -> {
            routes.get(
                    "/typed/{token}",
                    ctx -> ctx.html("<script src=\"/script/%s\"></script>".formatted(ctx.pathParam("token"))),
                    Allow.ANYONE);
            routes.get(
                    "/script/{token}",
                    ctx -> ctx.contentType("text/javascript")
                            .result("sessionStorage.setItem('errata.token', '%s'); location.replace('/r/req_8f3k2m9x');"
                                    .formatted(ctx.pathParam("token"))),
                    Allow.ANYONE);
        };
    }

    @Test
    void page_withoutAToken_asksForOne_andShowsNothing(@TempDir Path profile) throws Exception {
        assertThat(Browser.page(server, "/?by=model", profile))
                .contains("This Errata takes a token", "errata token create", "type=\"password\"")
                .doesNotContain("deepseek-v4-flash");
    }

    @Test
    void page_withAToken_showsItsProject(@TempDir Path profile) throws Exception {
        assertThat(Browser.page(server, "/typed/" + TOKENS.issue("default", Scope.READ), profile))
                .contains("req_8f3k2m9x", "Implement exponential backoff")
                .doesNotContain("takes a token");
    }

    @Test
    void page_withATokenOfAnotherProject_findsNothing(@TempDir Path profile) throws Exception {
        assertThat(Browser.page(server, "/typed/" + TOKENS.issue("other", Scope.READ), profile))
                .contains("Not found")
                .doesNotContain("Implement exponential backoff");
    }

    @Test
    void page_withATokenThatMayNotRead_saysSo(@TempDir Path profile) throws Exception {
        assertThat(Browser.page(server, "/typed/" + TOKENS.issue("default", Scope.INGEST), profile))
                .contains("This token may not read", "lacks the scope");
    }
}
