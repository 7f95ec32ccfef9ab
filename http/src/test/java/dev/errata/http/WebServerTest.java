package dev.errata.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class WebServerTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Access NOBODY =
            Access.byToken(_ -> Optional.empty(), AccessMetrics.NOOP, InstantSource.system());

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AutoClose
    private final WebServer server = WebServer.start(WebServerConfig.of("127.0.0.1", 0), NOBODY, List.of(this::routes));

    @AutoClose
    private final HttpClient client = HttpClient.newHttpClient();

    private void routes(io.javalin.config.RoutesConfig routes) {
        routes.get(
                "/ok", ctx -> ctx.json(Map.of("virtual", Thread.currentThread().isVirtual())), Allow.ANYONE);
        routes.post("/ok", ctx -> ctx.result("posted"), Allow.ANYONE);
        routes.get(
                "/busy",
                ctx -> {
                    throw ApiException.unavailable("Come back later", Duration.ofSeconds(3));
                },
                Allow.ANYONE);
        routes.get(
                "/bad",
                ctx -> {
                    throw ApiException.badRequest("empty_body", "There is no body")
                            .withParam("limit")
                            .withMember("rejected", JsonNodeFactory.instance.arrayNode());
                },
                Allow.ANYONE);
        routes.get(
                "/bug",
                ctx -> {
                    throw new IllegalStateException("secret detail");
                },
                Allow.ANYONE);
        routes.get(
                "/bug/error",
                ctx -> {
                    throw new StackOverflowError("secret detail");
                },
                Allow.ANYONE);
        routes.get(
                "/slow",
                ctx -> {
                    entered.countDown();
                    release.await();
                    ctx.result("finished");
                },
                Allow.ANYONE);
    }

    @Test
    void answer_ofAHandler_isJsonFromAVirtualThread() throws Exception {
        var answer = get("/ok");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(json(answer).path("virtual").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ok", "/nowhere", "/busy", "/bad", "/bug", "/bug/error"})
    void answer_ofAnyRoute_carriesOwnIdAndSecurityHeaders(String path) throws Exception {
        var answer = client.send(
                request(path).header("x-request-id", "req_ofTheClient").build(), BodyHandlers.ofString());

        assertThat(requestId(answer)).matches("req_[0-9a-f]{20}");
        assertThat(answer.headers().map())
                .containsKeys("content-security-policy", "x-content-type-options", "referrer-policy", "cache-control")
                .containsKeys("cross-origin-opener-policy", "cross-origin-resource-policy")
                .doesNotContainKeys("server", "x-powered-by");
    }

    @Test
    void error_ofAHandler_followsTheReference() throws Exception {
        var answer = get("/bad");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer)).isEqualTo(JSON.readTree("""
                        {"error": {"code": "empty_body", "message": "There is no body", "type": "invalid_request_error",
                                   "request_id": "%s", "param": "limit"},
                         "rejected": []}
                        """.formatted(requestId(answer))));
    }

    @Test
    void error_ofAnAbsentDependency_saysWhenToRetry() throws Exception {
        var answer = get("/busy");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).contains("3");
        assertThat(code(answer)).isEqualTo("service_unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bug", "/bug/error"})
    void error_ofABug_isGeneric(String path) throws Exception {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(code(answer)).isEqualTo("server_error");
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void path_unknown_is404() throws Exception {
        var answer = get("/nowhere");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(code(answer)).isEqualTo("not_found");
    }

    @ParameterizedTest(name = "B31 {0}")
    @ValueSource(strings = {"/%2e%2e/ok", "//ok", "/ok;x", "/%252e%252e/ok", "/OK", "/ok/%00"})
    void path_notCanonical_isNotServed(String path) throws Exception {
        var answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(answer).containsPattern("^HTTP/1.1 40[04]").contains("\"error\"");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"DELETE,application/json", "PUT,text/html", "OPTIONS,*/*", "TRACE,*/*", "FOO,*/*"})
    void method_wrong_is405WithAllow(String method, String accept) throws Exception {
        var answer = client.send(
                request("/ok")
                        .method(method, BodyPublishers.noBody())
                        .header("Accept", accept)
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow").orElseThrow())
                .contains("GET")
                .contains("POST");
        assertThat(code(answer)).isEqualTo("method_not_allowed");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            B27 obs-fold        | GET /ok HTTP/1.1~Host: x~A: b~ c~~                                              | 400
            B27 CR in a value   | GET /ok HTTP/1.1~Host: x~A: b^c~~                                               | 400
            B28 both lengths    | POST /ok HTTP/1.1~Host: x~Content-Length: 1~Transfer-Encoding: chunked~~0~~     | 400
            B28 two lengths     | POST /ok HTTP/1.1~Host: x~Content-Length: 1~Content-Length: 2~~ab               | 400
            B28 chunked twice   | POST /ok HTTP/1.1~Host: x~Transfer-Encoding: chunked, identity~~0~~             | 400
            B28 length signed   | POST /ok HTTP/1.1~Host: x~Content-Length: +1~~a                                 | 400
            B28 length negative | POST /ok HTTP/1.1~Host: x~Content-Length: -1~~a                                 | 400
            B28 two encodings   | POST /ok HTTP/1.1~Host: x~Transfer-Encoding: chunked~Transfer-Encoding: x~~0~~  | 400
            B28 spaced name     | POST /ok HTTP/1.1~Host: x~Content-Length : 1~~a                                 | 400
            B28 no host         | GET /ok HTTP/1.1~~                                                              | 400
            B28 two hosts       | GET /ok HTTP/1.1~Host: x~Host: y~~                                              | 400
            not HTTP            | hello~~                                                                         | 400
            """)
    void request_malformed_isAnsweredLikeAnyError(String row, String request, int status) throws Exception {
        var answer = raw(request.replace("~", "\r\n").replace("^", "\r"));

        assertThat(answer).startsWith("HTTP/1.1 " + status).containsIgnoringCase("x-request-id: req_");
        assertThat(answer).contains("\"code\":\"invalid_request\"").doesNotContainIgnoringCase("jetty");
    }

    @Test
    void request_smuggledBehindAnother_isNotServed() throws Exception {
        var answer = rawLines("""
                POST /ok HTTP/1.1
                Host: x
                Content-Length: 44
                Transfer-Encoding: chunked

                0

                GET /bad HTTP/1.1
                Host: x
                X: smuggled

                """);

        assertThat(answer).as("B28").startsWith("HTTP/1.1 400").containsIgnoringCase("connection: close");
        assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
    }

    @Test
    void request_with200Headers_is400() throws Exception {
        var headers = IntStream.range(0, 200).mapToObj("X-%d: 1\r\n"::formatted).collect(Collectors.joining());

        assertThat(raw("GET /ok HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n"))
                .as("B27")
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void upgrade_toHttp2_isNotOffered() throws Exception {
        var answer = rawLines("""
                GET /ok HTTP/1.1
                Host: x
                Connection: Upgrade, HTTP2-Settings, close
                Upgrade: h2c
                HTTP2-Settings: AAMAAABkAAQAAP__

                """);

        assertThat(answer).as("B30").startsWith("HTTP/1.1 200");
        assertThat(raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).as("B30").doesNotStartWith("HTTP/1.1 200");
    }

    @Test
    void request_withHeadersOver8KiB_is431() throws Exception {
        var answer = raw("GET /ok HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(9_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").containsIgnoringCase("nosniff");
    }

    @Test
    void start_onAPortInUse_says() {
        var taken = WebServerConfig.of("127.0.0.1", server.port());

        assertThatThrownBy(() -> WebServer.start(taken, NOBODY, List.of()))
                .isInstanceOf(PortInUseException.class)
                .hasMessageContaining(String.valueOf(server.port()));
    }

    @Test
    void close_withARequestInFlight_finishesIt() throws Exception {
        var answer = client.sendAsync(request("/slow").build(), BodyHandlers.ofString());
        entered.await();
        var closing = Thread.ofVirtual().start(server::close);
        await().until(this::refusesConnections);
        release.countDown();
        closing.join();

        assertThat(answer.join().body()).isEqualTo("finished");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private boolean refusesConnections() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private String rawLines(String request) throws IOException {
        return raw(request.replace("\n", "\r\n"));
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static String code(HttpResponse<String> answer) {
        return json(answer).path("error").path("code").asString();
    }

    private static String requestId(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-request-id").orElseThrow();
    }
}
