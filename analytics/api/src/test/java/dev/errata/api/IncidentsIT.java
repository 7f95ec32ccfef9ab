package dev.errata.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.incident.Incident;
import dev.errata.core.incident.State;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IncidentsIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Instant now;
    private static DemoDatabase database;
    private static WebServer server;
    private static Incident open;
    private static Incident over;

    @BeforeAll
    static void start() throws SQLException {
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        database = new DemoDatabase(now);
        server = TestServer.start(database.dataSource(), InstantSource.fixed(now), 0);
        var incidents = new DemoIncidents(database.dataSource(), now);
        open = incidents.put("default", Map.of("code", "rate_limit_error"), 100, State.OPEN);
        over = incidents.put("default", Map.of(), 7_200, State.RESOLVED);
        incidents.put("default", Map.of("app", "checkout"), 9_000, State.RESOLVED);
        incidents.put("foreign", Map.of(), 50, State.OPEN);
    }

    @AfterAll
    static void stop() throws SQLException {
        server.close();
        database.close();
        CLIENT.close();
    }

    @Test
    void list_showsWhatGoesOn_andNobodyElses() throws Exception {
        var answer = json(get(""));

        assertThat(ids(answer)).containsExactly(open.id().toString());
        assertThat(answer.at("/incidents/0/title").asString()).startsWith("Errors on model deepseek-v4-flash: ");
        assertThat(answer.at("/incidents/0/acknowledged").isMissingNode()).isFalse();
    }

    @Test
    void list_pageByPage_isTheWhole() throws Exception {
        var whole = ids(json(get("?state=all")));
        var pages = new ArrayList<String>();
        var next = "";
        do {
            var page = json(get("?state=all&limit=1" + next));
            pages.addAll(ids(page));
            next = "&after=" + page.path("next").asString("");
        } while (next.length() > "&after=".length());

        assertThat(pages).hasSize(3).isEqualTo(whole);
        assertThat(ids(json(get("?state=all&from=-1h"))))
                .containsExactly(open.id().toString());
        assertThat(ids(json(get("?state=resolved&to=-1h")))).hasSize(2);
    }

    @Test
    void show_hasEvidence_ratesAdviceAndWhoWasTold() throws Exception {
        var answer = json(get("/" + open.id()));

        assertThat(answer.at("/events/first/0/request_id").asString()).isEqualTo("req_8f3k2m9x");
        assertThat(answer.at("/events/last/0/request_id").asString()).isEqualTo("req_8f3k2n0b");
        assertThat(answer.at("/events/typical/0/alike").asInt()).isEqualTo(2);
        assertThat(answer.at("/events/typical")).hasSize(1);
        assertThat(answer.at("/catalogue/key").asString()).isEqualTo("rate_limit_error");
        assertThat(answer.at("/updates/0/state").asString()).isEqualTo("open");
        assertThat(answer.at("/notifications/0/what").asString()).isEqualTo("opened");
        assertThat(answer.at("/notifications/0/sent_at").isNull()).isTrue();
        assertThat(answer.at("/rates/errors").asLong()).isPositive();
        assertThat(answer.at("/rates/usual_errors").asDouble()).isPositive();
        assertThat(answer.at("/rates/points/0/requests").asLong()).isPositive();
        assertThat(answer.at("/calls/where/model").asString()).isEqualTo("deepseek-v4-flash");
        assertThat(answer.at("/calls/attempts").asLong()).isPositive();
        assertThat(answer.at("/calls/amplification").isNull())
                .as("nobody told of calls")
                .isTrue();
    }

    @Test
    void show_whereTooFewErrorsAreCovered_hasNoRate() throws Exception {
        var known = json(get("/" + open.id()));
        database.goBlind(now);
        try {
            var blind = json(get("/" + open.id()));

            assertThat(known.at("/rates/points/0/rate").isNumber()).isTrue();
            assertThat(known.at("/calls/attempt_rate").isNumber()).isTrue();
            assertThat(blind.at("/rates/points"))
                    .isNotEmpty()
                    .allMatch(point -> point.path("rate").isNull());
            assertThat(blind.at("/calls/attempt_rate").isNull()).isTrue();
            assertThat(blind.at("/calls/attempts")).isEqualTo(known.at("/calls/attempts"));
        } finally {
            database.seeAgain();
        }
    }

    @Test
    void change_isKept_andOfWhatIsOverRefused() throws Exception {
        var taken = json(post("/" + open.id() + "/acknowledge", "{\"by\":\"kim\"}"));
        var snoozed = json(post("/" + open.id() + "/snooze", "{\"for\":\"2h\",\"by\":\"kim\"}"));

        assertThat(taken.at("/acknowledged/by").asString()).isEqualTo("kim");
        assertThat(Instant.parse(snoozed.at("/snoozed/until").asString())).isAfter(now.plusSeconds(7_000));
        assertThat(json(get("/" + open.id())).at("/notifications/1/what").asString())
                .isEqualTo("reminder");
        assertThat(post("/" + over.id() + "/acknowledge", "{}").statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ?state=mine,          400, state
            ?limit=0,             400, limit
            ?from=yesterday,      400, from
            ?after=x,             400, after
            ?project=foreign,     400, project
            /none,                400, id
            /0190aaaa-0000-7000-8000-000000000000, 404, id
            """)
    void get_ofAnythingElse_isRefused(String rest, int status, String parameter) throws Exception {
        var answer = get(rest);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).at("/error/param").asString()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            snooze      | {"for":"1s"}          | for
            snooze      | {}                    | for
            acknowledge | {"by":"a\\u0000b"}    | by
            """)
    void post_ofAnythingElse_isRefused(String what, String body, String parameter) throws Exception {
        var answer = post("/" + open.id() + "/" + what, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/error/param").asString()).isEqualTo(parameter);
    }

    private static List<String> ids(JsonNode answer) {
        return answer.path("incidents")
                .valueStream()
                .map(incident -> incident.path("id").asString())
                .toList();
    }

    private static HttpResponse<String> get(String rest) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(uri(rest)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String rest, String body) throws Exception {
        var request = HttpRequest.newBuilder(uri(rest))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static URI uri(String rest) {
        return URI.create("http://127.0.0.1:" + server.port() + "/api/v1/incidents" + rest);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
