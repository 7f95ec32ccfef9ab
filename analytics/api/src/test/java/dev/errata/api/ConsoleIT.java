package dev.errata.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.http.WebServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser. Skipped where there is none. */
class ConsoleIT {
    private static final Optional<Path> BROWSER = Stream.of("/usr/bin/chromium", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();

    private static DemoDatabase database;
    private static WebServer server;

    @BeforeAll
    static void start() throws SQLException {
        assumeTrue(BROWSER.isPresent(), "no browser: apt-get install chromium, to test the console too");
        database = new DemoDatabase(Instant.now());
        server = TestServer.start(database.dataSource(), InstantSource.system(), 0);
    }

    @AfterAll
    static void stop() throws SQLException {
        if (BROWSER.isPresent()) {
            server.close();
            database.close();
        }
    }

    @Test
    void dashboard_showsWhatFailsWhere(@TempDir Path profile) throws Exception {
        assertThat(page("/?by=model", profile))
                .contains("rate_limit_error", "deepseek-v4-flash", "Errors / min", "<canvas")
                .doesNotContain("role=\"alert\"");
    }

    @Test
    void dashboard_asRates_drawsThem(@TempDir Path profile) throws Exception {
        assertThat(page("/?view=rate&from=-1h", profile)).contains("<canvas").doesNotContain("role=\"alert\"");
    }

    @Test
    void dashboard_withoutErrors_namesTheNextCommand(@TempDir Path profile) throws Exception {
        assertThat(page("/?code=none_such", profile)).contains("No errors with these filters", "/v1/events -H");
    }

    @Test
    void permalink_showsTheEventItsMeaningAndItsStory(@TempDir Path profile) throws Exception {
        assertThat(page("/r/req_8f3k2m9x", profile))
                .contains("matched", "Implement exponential backoff", "req_8f3k2m9x", "attempt 2", "succeeded");
    }

    @Test
    void search_ofAWholeLogLine_findsTheIdInIt(@TempDir Path profile) throws Exception {
        assertThat(page("/?id=ERROR+call+failed+status%3D429+request_id%3Dreq_8f3k2m9x+retrying", profile))
                .contains("matched", "Rate limit exceeded");
    }

    @Test
    void permalink_ofARefusedEvent_saysWhy(@TempDir Path profile) throws Exception {
        assertThat(page("/r/req_future", profile)).contains("Refused, not stored", "too_new");
    }

    @Test
    void event_ofAnAttacker_isTextOnly(@TempDir Path profile) throws Exception {
        assertThat(page("/r/req_hostile", profile))
                .contains("&lt;img src=x onerror=alert(1)&gt;")
                .contains("<title>req_hostile · Errata</title>")
                .doesNotContain("<img src=\"x\"", "<img src=x", "<script>document");
    }

    /** The page's elements once its scripts have run. */
    private static String page(String path, Path profile) throws IOException, InterruptedException {
        var browser = new ProcessBuilder(command("http://127.0.0.1:" + server.port() + path, profile))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var elements = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        browser.waitFor();
        return elements;
    }

    private static List<String> command(String address, Path profile) {
        return List.of(
                BROWSER.orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--virtual-time-budget=4000",
                "--dump-dom",
                address);
    }
}
