package dev.errata.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Caller;
import dev.errata.contract.Catalogue;
import dev.errata.contract.EventIds;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.http.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiIT {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

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

    @ParameterizedTest
    @ValueSource(strings = {"events/req_8f3k2m9x", "events?id=req_8f3k2m9x", "events/%20req_8f3k2m9x"})
    void event_byItsRequestId_isItsContractJson_withWhatErrataKnows(String path) throws Exception {
        var answer = json(get("/api/v1/" + path));

        assertThat(answer.path("id").asString()).isEqualTo("req_8f3k2m9x");
        assertThat(answer.path("truncated").asBoolean()).isFalse();
        assertThat(answer.path("events")).singleElement().satisfies(event -> {
            assertThat(text(event, "event_id")).isEqualTo(database.eventId().toString());
            assertThat(text(event, "time")).isEqualTo("2026-03-04T11:58:25Z");
            assertThat(text(event, "received_at")).isEqualTo("2026-03-04T11:58:26.200Z");
            assertThat(text(event, "matched")).isEqualTo("request_id");
            assertThat(text(event, "catalogue")).isEqualTo("rate_limit_error");
            assertThat(text(event, "owner")).isEqualTo("quota");
            assertThat(event.path("retry").path("retryable").asBoolean()).isTrue();
            assertThat(event.path("attributes").path("host").asString()).isEqualTo("web-7");
        });
    }

    @Test
    void event_ofALimit_saysWhichAndUntilWhen() throws Exception {
        assertThat(json(get("/api/v1/events/req_8f3k2m9x")).path("events"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(text(event, "limit_kind")).isEqualTo("requests");
                    assertThat(text(event, "limit_resets_at")).isEqualTo("2026-03-04T11:58:27Z");
                    assertThat(text(event, "fingerprint")).matches("[0-9a-f]{16}");
                    assertThat(event.has("cause")).isFalse();
                });
    }

    @Test
    void event_ofAMisspeltModel_namesThoseThatWork() throws Exception {
        assertThat(json(get("/api/v1/events/req_misspelt")).path("events"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(text(event, "cause")).isEqualTo("model_unknown");
                    assertThat(event.path("left_out"))
                            .extracting(JsonNode::asString)
                            .containsExactly("raw_body");
                    assertThat(event.path("nearest_models"))
                            .extracting(JsonNode::asString)
                            .containsExactly("deepseek-v4-flash");
                });
    }

    @Test
    void event_ofACall_comesWithHowTheCallWentOn() throws Exception {
        assertThat(json(get("/api/v1/events/req_8f3k2m9x")).path("outcomes"))
                .singleElement()
                .satisfies(outcome -> assertThat(text(outcome, "outcome")).isEqualTo("succeeded"));
        assertThat(json(get("/api/v1/events/call_71")).path("events"))
                .extracting(event -> text(event, "request_id"))
                .containsExactly("req_8f3k2n0b", "req_8f3k2m9x");
    }

    @Test
    void event_thatWasRefused_is404_withTheReasonAndThePlace() throws Exception {
        var answer = get("/api/v1/events/req_future");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(error(answer, "code")).isEqualTo("dead_lettered");
        assertThat(error(answer, "message")).contains("too_new", "errata.events, partition 3, offset 42");
        assertThat(json(answer).path("dead_letters")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope", "%27%20OR%201%3D1--", "a%2Fb", "%F0%9F%99%82"})
    void event_unknown_is404_andSaysWhatToTry(String id) throws Exception {
        var answer = get("/api/v1/events?id=" + id);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(error(answer, "code")).isEqualTo("not_found");
        assertThat(error(answer, "message")).contains("trace_id", "ask again");
        assertThat(error(answer, "request_id")).isEqualTo(header(answer, "x-request-id"));
    }

    @Test
    void event_withoutAnId_is400() throws Exception {
        assertThat(get("/api/v1/events?id=").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [web-7] ERROR upstream said 429 request_id=req_8f3k2m9x after 220ms | req_8f3k2m9x
            {"error":{"code":"rate_limit_error","request_id":"req_8f3k2m9x"}}   | req_8f3k2m9x
            x-request-id: req_8f3k2m9x                                          | req_8f3k2m9x
            trace_id=00000000000000000000000000000000 call_id=call_71           | call_71
            """)
    void pastedText_isSearchedForTheIdsInIt(String pasted, String id) throws Exception {
        var answer = json(get("/api/v1/events?id=" + URLEncoder.encode(pasted, StandardCharsets.UTF_8)));

        assertThat(text(answer, "id")).isEqualTo(id);
        assertThat(answer.path("events")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "01890000-0000-7000-8000-000000000001, expired, nothing older than 2026-03-04",
        "019cb8f7-8f80-7000-8000-000000000001, not_stored_yet, ask again",
        "req_nowhere, not_found, was never sent"
    })
    void absence_isExplained_asFarAsItIsKnown(String id, String code, String words) throws Exception {
        var answer = get("/api/v1/events/" + id);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(error(answer, "code")).isEqualTo(code);
        assertThat(error(answer, "message")).contains(words);
    }

    @Test
    void events_ofAKind_areListedAPageAtATime() throws Exception {
        var path = "/api/v1/events?from=-1h&model=deepseek-v4-flash&limit=1";
        var first = json(get(path));
        var second = json(get(path + "&after=" + URLEncoder.encode(text(first, "next"), StandardCharsets.UTF_8)));

        assertThat(first.path("events"))
                .extracting(event -> text(event, "request_id"))
                .containsExactly("req_8f3k2n0b");
        assertThat(second.path("events"))
                .extracting(event -> text(event, "request_id"))
                .containsExactly("req_8f3k2m9x");
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(json(get("/api/v1/events?q=RATE%20limit")).path("events")).hasSize(2);
        assertThat(json(get("/api/v1/events?owner=caller")).path("events")).hasSize(1);
    }

    @Test
    void groups_haveTheirCounts_theirSpreadAndSamples() throws Exception {
        var groups = json(get("/api/v1/groups?code=rate_limit_error")).path("groups");

        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(group.path("failures").asInt()).isEqualTo(2);
            assertThat(text(group, "template")).startsWith("rate limit exceeded for requests per minute");
            assertThat(text(group, "owner")).isEqualTo("quota");
            assertThat(group.path("samples")).hasSize(2);
            assertThat(json(get("/api/v1/tickets/" + text(group, "fingerprint")))
                            .path("ticket")
                            .path("failures"))
                    .hasSize(2);
        });
    }

    @Test
    void call_isToldWithItsGaps_andWhatTheCatalogueWouldHaveDone() throws Exception {
        var call = json(get("/api/v1/calls/call_71"));

        assertThat(text(call, "outcome")).isEqualTo("succeeded");
        assertThat(call.path("attempts")).hasSize(2);
        assertThat(call.path("attempts").path(1).path("waited_ms").asInt()).isEqualTo(2_140);
        assertThat(text(call.path("attempts").path(0), "retry_after_heeded")).isEqualTo("yes");
        assertThat(text(call.path("attempts").path(0).path("retry"), "action")).isEqualTo("backoff");
        assertThat(get("/api/v1/tasks/call_71").statusCode()).isEqualTo(404);
    }

    @Test
    void export_isALineForEachFailure_andNoFormula() throws Exception {
        assertThat(get("/api/v1/export?from=-1h&app=checkout")
                        .body()
                        .lines()
                        .map(line -> JsonMapper.shared().readTree(line)))
                .hasSize(2);
        var csv = get("/api/v1/export?from=-1h&format=csv&code=model_not_found");
        assertThat(header(csv, "content-disposition")).contains("errata-events.csv");
        assertThat(csv.body().lines()).hasSize(2);
        assertThat(List.of("=1+1", "+1", "-1", "@x", "\t=1", " =1", "|x", "\"=1"))
                .allSatisfy(cell -> assertThat(CsvCell.of(cell)).matches("(?s)\"?'.*"));
        assertThat(CsvCell.of("a,\"b\"\n")).isEqualTo("\"a,\"\"b\"\"\n\"");
    }

    @Test
    void exportOfTraffic_isTheContractsRecords_inTheOrderOfTheirWindows() throws Exception {
        var answer = get("/api/v1/export/traffic?from=-10m&app=checkout&model=deepseek-v4-flash&model=qwen-3-max");
        var totals = answer.body().lines().map(ApiIT::total).toList();

        assertThat(header(answer, "content-type")).startsWith("application/x-ndjson");
        assertThat(header(answer, "content-disposition")).contains("errata-traffic.ndjson");
        assertThat(totals)
                .hasSize(2 * 60)
                .isSortedAccordingTo(Comparator.comparing(TrafficRecord::window))
                .allSatisfy(total -> {
                    assertThat(total.window()).isBetween(NOW.minusSeconds(600), NOW.minusSeconds(10));
                    assertThat(total.caller()).isEqualTo(new Caller("default", "checkout", null, "prod", "eu-west-1"));
                    assertThat(total.target().provider()).isEqualTo("deepseek");
                    assertThat(total.requests()).isPositive();
                    assertThat(total.calls()).isNull();
                });
        assertThat(totals.stream().map(TrafficRecord::source).distinct()).hasSize(1);
        assertThat(totals).isSortedAccordingTo(Comparator.comparingLong(TrafficRecord::seq));
        assertThat(totals.stream().map(TrafficRecord::seq).distinct()).hasSameSizeAs(totals);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code=x", "format=csv", "q=x", "from=now&to=-1h", "unheard_of=1"})
    void exportOfTraffic_ofWhatTotalsDoNotHave_is400(String query) throws Exception {
        assertThat(get("/api/v1/export/traffic?" + query).statusCode()).isEqualTo(400);
    }

    private static TrafficRecord total(String line) {
        try {
            return new TrafficRecordCodec().decode(line.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidRecordException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void tail_showsAFailureThatComesIn_once_andSaysWhereToGoOn() throws Exception {
        var id = EventIds.random(NOW.minusSeconds(1), new Random(11));
        var seen = new ArrayList<String>();
        var tail = CLIENT.send(request(server, "/api/v1/tail?for=5s&app=tailed"), BodyHandlers.ofLines());
        try (var lines = tail.body()) {
            for (var line : (Iterable<String>) lines::iterator) {
                seen.add(line);
                if (line.startsWith("id: ") && seen.stream().noneMatch(each -> each.equals("event: failure"))) {
                    database.addEvent(id, "tailed", NOW.minusSeconds(1));
                }
                if (line.startsWith("id: ") && seen.contains("event: failure")) {
                    break;
                }
            }
        }

        assertThat(header(tail, "content-type")).startsWith("text/event-stream");
        assertThat(seen).filteredOn(line -> line.contains(id.toString())).hasSize(2);
        assertThat(seen.getLast()).isEqualTo("id: 2026-03-04T11:59:59Z," + id);
    }

    @Test
    void ticket_forAnyId_isTheWholeStory_theSameEachTime() throws Exception {
        var path = "/api/v1/tickets/call_71?format=md&zone=Europe/Berlin";
        var answer = get(path);

        assertThat(header(answer, "content-type")).startsWith("text/markdown");
        assertThat(answer.body())
                .contains("# 429 `rate_limit_error`", "`req_8f3k2n0b`", "`req_8f3k2m9x`", "12:58:27 +01:00")
                .contains("succeeded in the end", "2 s, honoured", "| failures of this kind | 2 |");
        assertThat(get(path).body()).isEqualTo(answer.body());
    }

    @Test
    void ticket_whereTooFewErrorsAreCovered_hasNoRate_butItsCounts() throws Exception {
        var path = "/api/v1/tickets/req_8f3k2m9x";
        var known = json(get(path)).at("/ticket/errors/0/rate");
        database.goBlind(NOW);
        try {
            var blind = json(get(path)).at("/ticket/errors/0/rate");

            assertThat(known.path("rate").isNumber()).isTrue();
            assertThat(blind.path("rate").isNull()).isTrue();
            assertThat(blind.path("requests")).isEqualTo(known.path("requests"));
            assertThat(get(path + "?format=txt").body().replaceAll("\\s+", " ")).contains("too few of our failures");
        } finally {
            database.seeAgain();
        }
    }

    @Test
    void ticket_forSeveralIds_hasThemAll_andSaysWhatIsMissing() throws Exception {
        var packet = json(get("/api/v1/tickets?id=req_8f3k2m9x,req_misspelt&id=req_nowhere"));

        assertThat(packet.path("ticket").path("failures")).hasSize(2);
        assertThat(packet.path("ticket").path("not_found").values())
                .extracting(JsonNode::asString)
                .containsExactly("req_nowhere");
        assertThat(text(packet, "sha256")).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource({
        "tickets?format=md, id",
        "tickets/x?format=pdf, format",
        "tickets/x?for=nobody, for",
        "tickets/x?zone=Mars, zone",
        "tickets/x?color=red, color"
    })
    void ticket_askedWrongly_is400_namingTheParameter(String path, String parameter) throws Exception {
        var answer = get("/api/v1/" + path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer, "param")).isEqualTo(parameter);
    }

    @Test
    void ticket_forNothingThatIsStored_is404() throws Exception {
        assertThat(get("/api/v1/tickets/req_nowhere").statusCode()).isEqualTo(404);
        assertThat(error(get("/api/v1/tickets/req_future"), "code")).isEqualTo("dead_lettered");
    }

    @Test
    void rates_byCodeAndModel_haveTheDocumentedShape() throws Exception {
        var answer =
                json(get("/api/v1/rates?by=model,code&from=-10m&to=2026-03-04T13:00:00%2B01:00&step=1m&app=checkout"
                        + "&code=service_unavailable&code="));

        assertThat(text(answer, "from")).isEqualTo("2026-03-04T11:50:00Z");
        assertThat(text(answer, "to")).isEqualTo("2026-03-04T12:00:00Z");
        assertThat(answer.path("step_s").asLong()).isEqualTo(60);
        assertThat(answer.path("by").values()).extracting(JsonNode::asString).containsExactly("model", "code");
        assertThat(answer.path("series")).hasSizeGreaterThan(1);
        var first = answer.path("series").path(0);
        assertThat(first.path("key"))
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"model\":\"deepseek-v4-flash\",\"code\":\"service_unavailable\"}"));
        assertThat(first.path("points")).hasSizeLessThanOrEqualTo(10).allSatisfy(point -> {
            assertThat(point.propertyNames()).containsExactly("t", "errors", "requests", "rate", "closed");
            assertThat(point.path("rate").asDouble())
                    .isEqualTo(point.path("errors").asDouble()
                            / point.path("requests").asDouble());
        });
    }

    @Test
    void rates_whereTooFewErrorsAreAmongCountedCalls_areUnknown() throws Exception {
        var answer = json(get("/api/v1/rates?by=app&from=-40m&to=-38m"));

        assertThat(answer.path("coverage").toString())
                .isEqualTo("{\"errors\":180,\"covered\":120,\"lost\":20,\"share\":0.6,\"known\":false}");
        assertThat(answer.path("series")).hasSize(2).allSatisfy(series -> {
            var isKnown = series.path("key").path("app").asString().equals("search");
            assertThat(series.path("points"))
                    .allSatisfy(point -> assertThat(point.path("rate").isNull()).isNotEqualTo(isKnown));
        });
        assertThat(json(get("/api/v1/rates")).path("coverage").path("share").asDouble())
                .isEqualTo(1);
    }

    @Test
    void coverage_tellsByApp_whatIsCountedAndWhatErrorsLack() throws Exception {
        var answer = json(get("/api/v1/coverage?from=-41m&to=-38m"));

        assertThat(answer.path("share").asDouble()).isEqualTo(0.6);
        assertThat(answer.path("apps").path(0).toString())
                .isEqualTo("{\"app\":\"search\",\"errors\":100,\"covered\":100,\"lost\":0,\"share\":1.0,\"known\":true,"
                        + "\"without_request_id\":0.0,\"without_code\":0.5}");
        assertThat(answer.path("apps").path(1).path("share").asDouble()).isEqualTo(0.2);
        assertThat(answer.path("apps").path(1).path("known").asBoolean()).isFalse();
        assertThat(json(get("/api/v1/coverage?from=-20m&to=-10m")).path("share").isNull())
                .isTrue();
        assertThat(get("/api/v1/coverage?app=x").statusCode()).isEqualTo(400);
    }

    @Test
    void rates_byDefault_areTheTotalOfTheLast15Minutes() throws Exception {
        var answer = json(get("/api/v1/rates"));

        assertThat(text(answer, "from")).isEqualTo("2026-03-04T11:45:00Z");
        assertThat(answer.path("step_s").asLong()).isEqualTo(10);
        assertThat(answer.path("series")).hasSize(1);
        assertThat(answer.path("series").path(0).path("key").isEmpty()).isTrue();
        assertThat(answer.path("series").path(0).path("points")).hasSize(90);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            by=id%3Bdrop            | by   | known are env, region, app, provider, model, status, code, type
            by=code&by=type         | by   | more than once
            app=a%00b               | app  | U+0000
            colour=red              | colour | known are by, from, to, step
            from=yesterday          | from | RFC 3339
            from=-9999999d          | from | RFC 3339
            to=2026-13-01T00:00:00Z | to   | RFC 3339
            from=now&to=-1h         | from | before to
            from=-40d               | from | more than 32 days
            step=15                 | step | multiple of 10 s
            step=0                  | step | multiple of 10 s
            step=1e9                | step | multiple of 10 s
            from=-24h&step=10       | step | too short
            """)
    void rates_askedWrongly_are400_namingTheParameter(String query, String parameter, String message) throws Exception {
        var answer = get("/api/v1/rates?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer, "param")).isEqualTo(parameter);
        assertThat(error(answer, "message")).contains(message);
    }

    @Test
    void catalogue_tellsWhatAnErrorMeans_andWhichOnesItKnows() throws Exception {
        assertThat(json(get("/api/v1/catalogue")).path("entries"))
                .hasSize(Catalogue.standard().all().size());
        assertThat(text(json(get("/api/v1/catalogue/rate_limit_error")), "title"))
                .isEqualTo("Rate limit exceeded");
        var unknown = get("/api/v1/catalogue/nope");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(error(unknown, "message")).contains("rate_limit_error");
    }

    @Test
    void database_away_is503_andComesBackLater() throws Exception {
        var away = new PGSimpleDataSource();
        away.setPortNumbers(new int[] {1});
        try (var lonely = TestServer.start(away, InstantSource.fixed(NOW), 0)) {
            var answer = CLIENT.send(request(lonely, "/api/v1/rates"), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).contains("2");
        }
    }

    @Test
    void health_isSaidByComponent() throws Exception {
        assertThat(get("/healthz").body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(get("/readyz").body())
                .isEqualTo("{\"status\":\"ok\",\"checks\":{\"postgres\":{\"status\":\"ok\"}}}");
        assertThat(get("/metrics").body()).isEqualTo("up 1\n");
        assertThat(header(get("/metrics"), "content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void readiness_withAFailedCheck_is503_andSaysWhich() throws Exception {
        var checks = List.of(
                new HealthCheck("postgres", () -> Optional.of("no connection")), new HealthCheck("kafka", () -> {
                    throw new IllegalStateException("closed");
                }));
        var operations = new Operations(checks, new Scrape("text/plain", () -> ""));
        try (var unready = TestServer.start(List.of(operations), 0)) {
            var answer = CLIENT.send(request(unready, "/readyz"), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"status\":\"failed\"", "no connection", "closed");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/r/req_1, text/html",
        "/console/main.js, text/javascript",
        "/console/uplot.js, text/javascript",
        "/console/uplot.css, text/css",
        "/console/console.css, text/css",
        "/console/icon.svg, image/svg+xml"
    })
    void console_isServedWithItsTypes_underTheStrictPolicy(String path, String type) throws Exception {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-type")).startsWith(type);
        assertThat(header(answer, "content-security-policy")).contains("default-src 'none'", "script-src 'self'");
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(server, path), BodyHandlers.ofString());
    }

    private static HttpRequest request(WebServer to, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + path))
                .build();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }

    private static String error(HttpResponse<String> answer, String name) {
        return json(answer).path("error").path(name).asString();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }
}
