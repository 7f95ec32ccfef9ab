package dev.errata.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.http.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DeadLettersIT {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String PATH = "/api/v1/dead-letters";

    private static DemoDatabase database;
    private static WebServer server;

    @BeforeAll
    static void start() throws SQLException {
        database = new DemoDatabase(NOW);
        server = TestServer.start(database.dataSource(), InstantSource.fixed(NOW), 0);
    }

    @AfterAll
    static void stop() throws SQLException {
        server.close();
        database.close();
        CLIENT.close();
    }

    @Test
    void list_showsWhatIsOpen_newestFirst() throws Exception {
        var answer = json(get(""));

        assertThat(ids(answer))
                .containsExactly("errata.events:1:7", "errata.events:3:60-95", "errata.events:3:42", "away:0:1");
        assertThat(answer.path("next").isNull()).isTrue();
        assertThat(answer.path("dead_letters").path(1))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"id":"errata.events:3:60-95","topic":"errata.events","partition":3,"offset":60,"last_offset":95,
                         "records":20,"received_at":"2026-03-04T11:58:25Z","last_received_at":"2026-03-04T12:00:00Z",
                         "reason":"malformed","field":null,"detail":"not valid JSON at character 7","project":null,
                         "app":"billing","event_id":null,"request_id":null,"replayed_at":null,"stored":false}"""));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            reason=too_old,                            errata.events:1:7 away:0:1
            topic=away,                                away:0:1
            from=-1m,                                  errata.events:1:7
            from=-30m&to=2026-03-04T11:59:00Z,         errata.events:3:60-95 errata.events:3:42
            state=all&topic=errata.outcomes,           errata.outcomes:0:5
            reason=unstorable,                         ''
            topic='; DROP TABLE dead_letter; --,       ''
            """)
    void list_withFilters_narrows(String query, String expected) throws Exception {
        var answer = json(get("?" + query.replace(" ", "%20").replace(";", "%3B")));

        assertThat(String.join(" ", ids(answer))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void list_pageByPage_isTheWhole() throws Exception {
        var whole = ids(json(get("?state=all")));
        var pages = new ArrayList<String>();
        var query = "?state=all&limit=1";
        for (var after = ""; after != null; ) {
            var page = json(get(query + (after.isEmpty() ? "" : "&after=" + after.replace(":", "%3A"))));
            pages.addAll(ids(page));
            after = page.path("next").isNull() ? null : page.path("next").asString();
        }

        assertThat(whole).hasSize(5);
        assertThat(pages).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            reason=bad,     reason
            limit=0,        limit
            limit=501,      limit
            limit=x,        limit
            state=closed,   state
            from=yesterday, from
            after=x,        after
            by=code,        by
            topic=a&topic=b,topic
            """)
    void list_ofABadParameter_is400_andNamesIt(String query, String parameter) throws Exception {
        var answer = get("?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").path("param").asString()).isEqualTo(parameter);
    }

    @Test
    void show_findsOne_alsoOneThatHasGrown() throws Exception {
        assertThat(json(get("/errata.events:3:42")).path("request_id").asString())
                .isEqualTo("req_future");
        assertThat(json(get("/errata.events:3:60-80")).path("id").asString()).isEqualTo("errata.events:3:60-95");
        assertThat(json(get("/errata.outcomes:0:5")).path("stored").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"errata.events:3:43, 404", "errata.events:9:42, 404", "42, 400", "a:1:2:3, 400"})
    void show_ofNoDeadLetter_saysSo(String id, int status) throws Exception {
        assertThat(get("/" + id).statusCode()).isEqualTo(status);
    }

    @Test
    void replay_saysWhatBecameOfEach() throws Exception {
        var answer =
                post("application/json", "{\"ids\":[\"errata.events:3:42\",\"errata.events:3:42\"],\"dry_run\":true}");

        assertThat(json(answer)).isEqualTo(JsonMapper.shared().readTree("""
                        {"dry_run":true,"replayed":[{"id":"errata.events:3:42","result":"expired","appended":0,
                         "already_stored":0,"refused":0,"missing":true}]}"""));
    }

    @Test
    void replay_whileKafkaIsAway_is503_andMayBeRepeated() throws Exception {
        var answer = post("application/json", "{\"ids\":[\"away:0:1\"]}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "{\"ids\":[]}",
                "{\"ids\":[1]}",
                "{\"ids\":[\"x\"]}",
                "{\"ids\":\"a:0:1\"}",
                "{\"ids\":[\"a:0:1\"],\"dry_run\":\"yes\"}"
            })
    void replay_ofABadBody_is400(String body) throws Exception {
        assertThat(post("application/json", body).statusCode()).isEqualTo(400);
    }

    @Test
    void replay_ofAnUnknownOne_is404_andReplaysNone() throws Exception {
        var answer = post("application/json", "{\"ids\":[\"away:0:1\",\"a:0:1\"]}");

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void replay_fromAForm_is415() throws Exception {
        assertThat(post("text/plain", "{\"ids\":[\"away:0:1\"]}").statusCode()).isEqualTo(415);
    }

    private static List<String> ids(JsonNode answer) {
        return answer.path("dead_letters")
                .valueStream()
                .map(letter -> letter.path("id").asString())
                .toList();
    }

    private static HttpResponse<String> get(String rest) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(uri(rest)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String type, String body) throws Exception {
        var request = HttpRequest.newBuilder(uri("/replay"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static URI uri(String rest) {
        return URI.create("http://127.0.0.1:" + server.port() + PATH + rest);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
