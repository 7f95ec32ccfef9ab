package dev.errata.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.incident.Incident;
import dev.errata.core.incident.State;
import dev.errata.http.WebServer;
import dev.errata.store.incident.IncidentCare;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser. Skipped where there is none. */
class ConsoleIT {
    private static DemoDatabase database;
    private static WebServer server;
    private static Incident incident;

    @BeforeAll
    static void start() throws SQLException {
        Browser.assumePresent();
        database = new DemoDatabase(Instant.now());
        var incidents = new DemoIncidents(database.dataSource(), Instant.now());
        incidents.put("default", Map.of("app", DemoDatabase.HOSTILE), 90, State.OPEN);
        incident = incidents.put("default", Map.of("code", "rate_limit_error"), 100, State.OPEN);
        new IncidentCare(database.dataSource()).acknowledge("default", incident.id(), "<img src=x onerror=alert(1)>");
        server = TestServer.start(database.dataSource(), InstantSource.system(), 0);
    }

    @AfterAll
    static void stop() throws SQLException {
        if (Browser.isPresent()) {
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
    void dashboard_showsWhatGoesOn_asTextOnly(@TempDir Path profile) throws Exception {
        assertThat(page("/", profile))
                .contains("Errors on model deepseek-v4-flash", "Who can fix it: whoever holds the account")
                .doesNotContain("<img src=\"x\"", "<img src=x");
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
                .contains(
                        "matched",
                        "Implement exponential backoff",
                        "req_8f3k2m9x",
                        "attempt 2",
                        "succeeded",
                        "Copy ticket");
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

    @Test
    void incident_hasAPage_withWhatToDoAndWhoWasTold(@TempDir Path profile) throws Exception {
        assertThat(page("/incidents/" + incident.id(), profile))
                .contains(
                        "<title>Errors on model deepseek-v4-flash: 100 in 30 s, usually 4 · Errata</title>",
                        "Who can fix it: whoever holds the account",
                        "acknowledged",
                        "by &lt;img src=x onerror=alert(1)&gt;",
                        "Failed calls",
                        "req_8f3k2m9x",
                        "<canvas",
                        "How it went",
                        "Who was told",
                        "webhook",
                        "errata incidents ack " + incident.id())
                .doesNotContain("<img src=\"x\"", "<img src=x", "role=\"alert\"");
    }

    @Test
    void incident_thatIsNotThere_isSaidToBeMissing(@TempDir Path profile) throws Exception {
        assertThat(page("/incidents/" + new UUID(1, 2), profile)).contains("Not found", "There is no incident");
    }

    private static String page(String path, Path profile) throws IOException, InterruptedException {
        return Browser.page(server, path, profile);
    }
}
