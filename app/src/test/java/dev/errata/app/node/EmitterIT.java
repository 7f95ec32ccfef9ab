package dev.errata.app.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.errata.app.client.RefusedException;
import dev.errata.emitter.Errata;
import dev.errata.emitter.http.ErrataHttpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An application with the emitter in it: its calls, from one line of set-up to the answers of the API. */
class EmitterIT extends WithLiveNode {
    private static final int CALLS = 20;
    private static final int FAILS_EVERY = 4;

    private final AtomicInteger calls = new AtomicInteger();

    @SuppressWarnings("NullAway.Init") // started before each test
    private HttpServer provider;

    @BeforeEach
    void startProvider() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/v1/chat/completions", exchange -> {
            exchange.getRequestBody().readAllBytes();
            var call = calls.getAndIncrement();
            var fails = call % FAILS_EVERY == 0;
            var body = (fails ? """
                            {"error":{"message":"Slow down","type":"requests","code":"rate_limit_exceeded"}}""" : """
                            {"choices":[]}""").getBytes(UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.getResponseHeaders().add("x-request-id", "req_emitter_" + call);
            exchange.sendResponseHeaders(fails ? 429 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void stopProvider() {
        provider.stop(0);
    }

    @Test
    void callsOfAnApplication_areFoundAndHaveARate() throws Exception {
        var begin = Instant.now();
        try (var errata = Errata.builder()
                        .app("emitting-shop")
                        .env("test")
                        .toGateway(node.node().address(), "")
                        .build();
                var client = new ErrataHttpClient(HttpClient.newHttpClient(), errata.capture())) {
            for (int i = 0; i < CALLS; i++) {
                client.send(request(), BodyHandlers.ofString());
            }
        }

        var event = await().atMost(PATIENCE)
                .until(() -> found("req_emitter_0"), found -> found.size() == 1)
                .path(0);
        assertThat(event.path("app").asString()).isEqualTo("emitting-shop");
        assertThat(event.path("model").asString()).isEqualTo("gpt-5-mini");
        assertThat(event.path("code").asString()).isEqualTo("rate_limit_exceeded");
        assertThat(event.path("key_id").asString("")).isNotEmpty().doesNotContain("secret");
        await().atMost(PATIENCE).untilAsserted(() -> {
            var sums = sums(begin);
            assertThat(sums.get("errors")).isEqualTo(CALLS / FAILS_EVERY);
            assertThat(sums.get("requests")).isEqualTo(CALLS);
        });
    }

    @Test
    void thousandScriptedCallsAndTasks_areToldExactly() throws Exception {
        new ScriptedRun(node, Long.getLong("errata.seed", System.nanoTime())).check();
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/v1/chat/completions"))
                .header("Authorization", "Bearer sk-secret0123456789abcdefghijklmnop")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"model\":\"gpt-5-mini\",\"messages\":[]}"))
                .build();
    }

    private JsonNode found(String id) throws Exception {
        try {
            return node.client().search(id).path("events");
        } catch (RefusedException e) {
            return JsonNodeFactory.instance.arrayNode();
        }
    }

    private Map<String, Integer> sums(Instant begin) throws Exception {
        var answer = node.client()
                .rates(Map.of(
                        "by", "app",
                        "app", "emitting-shop",
                        "step", "10s",
                        "from", begin.minusSeconds(10).toString(),
                        "to", Instant.now().plusSeconds(20).toString()));
        var errors = 0;
        var requests = 0;
        for (var point : answer.path("series").path(0).path("points")) {
            errors += point.path("errors").asInt(0);
            requests += point.path("requests").asInt(0);
        }
        return Map.of("errors", errors, "requests", requests);
    }
}
