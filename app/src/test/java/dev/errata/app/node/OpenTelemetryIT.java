package dev.errata.app.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.errata.app.client.RefusedException;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.Topics;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.gateway.Gateway;
import dev.errata.gateway.GatewayConfig;
import dev.errata.gateway.InMemoryIngestMetrics;
import dev.errata.gateway.NotAcknowledgedException;
import dev.errata.gateway.RecordLog;
import dev.errata.http.WebServer;
import dev.errata.http.WebServerConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** OpenTelemetry's own Node SDK, as the cookbook uses it, in front of the whole. */
class OpenTelemetryIT extends WithLiveNode {
    private static final String BODY =
            "{\"error\":{\"code\":\"rate_limit_exceeded\",\"type\":\"requests\",\"message\":\"Slow down\"}}";

    private final AtomicInteger calls = new AtomicInteger();

    @SuppressWarnings("NullAway.Init") // installed before any test
    private NodeRecipe recipe;

    @SuppressWarnings("NullAway.Init") // started before any test
    private HttpServer provider;

    @BeforeAll
    void install(@TempDir Path directory) throws Exception {
        recipe = NodeRecipe.install(directory);
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            var headers = exchange.getResponseHeaders();
            headers.set("x-request-id", "req_node_" + calls.incrementAndGet());
            headers.set("retry-after", "7");
            exchange.sendResponseHeaders(429, BODY.length());
            exchange.getResponseBody().write(BODY.getBytes(UTF_8));
            exchange.close();
        });
        provider.start();
    }

    @AfterAll
    void stopProvider() {
        if (provider != null) {
            provider.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/protobuf", "http/json"})
    void spansAndLogs_areFoundByTheirRequestIds_andCounted(String protocol) throws Exception {
        var app = "shop-" + protocol.replace('/', '-');
        var begin = Instant.now();
        recipe.call(address(), environment(node.node().address(), protocol, app));

        var traced = found("req_node_" + (calls.get() - 1));
        var logged = found("req_node_" + calls.get());
        for (var event : List.of(traced, logged)) {
            assertThat(event.path("app").asString()).isEqualTo(app);
            assertThat(event.path("env").asString()).isEqualTo("test");
            assertThat(event.path("status").asInt()).isEqualTo(429);
            assertThat(event.path("code").asString()).isEqualTo("rate_limit_exceeded");
            assertThat(event.path("message").asString()).isEqualTo("Slow down");
            assertThat(event.path("operation").asString()).isEqualTo("GET /v1/models");
            assertThat(event.path("retry_after_ms").asLong()).isEqualTo(7_000);
        }
        assertThat(traced.path("trace_id").asString()).hasSize(32);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(total(app, "errors", begin)).isEqualTo(2));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(total(app, "requests", begin)).isEqualTo(1));
    }

    @Test
    void request_thatIsSentAgain_countsOnce() throws Exception {
        var begin = Instant.now();
        var nanos = begin.getEpochSecond() + "000000000";
        var request = """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"again"}}]},\
                "scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331",\
                "kind":3,"endTimeUnixNano":"%s","attributes":[\
                {"key":"http.request.method","value":{"stringValue":"GET"}},\
                {"key":"http.response.status_code","value":{"intValue":"500"}}]}]}]}]}""".formatted(nanos);
        assertThat(post(request)).isEqualTo("{}");
        assertThat(post(request)).isEqualTo("{}");
        recipe.call(address(), environment(node.node().address(), "http/protobuf", "again"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(total("again", "errors", begin))
                        .as("one, and the two that came behind it")
                        .isEqualTo(3));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(total("again", "requests", begin)).isEqualTo(2));
    }

    private String post(String body) throws Exception {
        var request = HttpRequest.newBuilder(node.node().address().resolve("/v1/traces"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    @Test
    void gateway_thatIsUnavailableAtFirst_losesNothing() throws Exception {
        var log = new ReluctantLog();
        var metrics = new InMemoryIngestMetrics();
        var gateway = new Gateway(log, metrics, GatewayConfig.DEFAULT, InstantSource.system());
        try (var server = WebServer.start(WebServerConfig.of("127.0.0.1", 0), OpenAccess.create(), List.of(gateway))) {
            var address = URI.create("http://127.0.0.1:" + server.port());
            recipe.call(address(), environment(address, "http/protobuf", "shop"));
        }
        assertThat(metrics.failed()).as("answered 503").isEqualTo(ReluctantLog.REFUSALS);
        assertThat(log.of(Topics.EVENTS)).hasSize(2);
        assertThat(log.of(Topics.TRAFFIC)).hasSize(1);
        var ids = new CopyOnWriteArrayList<String>();
        for (var bytes : log.of(Topics.EVENTS)) {
            ids.add(new ErrorEventCodec().decode(bytes).ids().requestId());
        }
        assertThat(ids).containsExactlyInAnyOrder("req_node_" + (calls.get() - 1), "req_node_" + calls.get());
        assertThat(new TrafficRecordCodec()
                        .decode(log.of(Topics.TRAFFIC).getFirst())
                        .requests())
                .isEqualTo(1);
    }

    private String address() {
        return "http://127.0.0.1:" + provider.getAddress().getPort() + "/v1/models";
    }

    private static Map<String, String> environment(URI gateway, String protocol, String app) {
        return Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                gateway.toString(),
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                protocol,
                "OTEL_SERVICE_NAME",
                app,
                "OTEL_RESOURCE_ATTRIBUTES",
                "deployment.environment.name=test");
    }

    private JsonNode found(String requestId) {
        return await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(RefusedException.class)
                .until(() -> node.client().search(requestId).path("events"), events -> events.size() == 1)
                .path(0);
    }

    private long total(String app, String what, Instant begin) throws Exception {
        var answer = node.client()
                .rates(Map.of(
                        "by",
                        "app",
                        "app",
                        app,
                        "step",
                        "10s",
                        "from",
                        begin.minusSeconds(20).toString(),
                        "to",
                        begin.plusSeconds(120).toString()));
        var total = 0L;
        for (var point : answer.path("series").path(0).path("points")) {
            total += point.path(what).asLong(0);
        }
        return total;
    }

    /** Kafka is away for the first requests. */
    private static final class ReluctantLog implements RecordLog {
        static final int REFUSALS = 3;

        private final AtomicInteger refusals = new AtomicInteger();
        private final List<ProducerRecord<byte[], byte[]>> records = new CopyOnWriteArrayList<>();

        @Override
        public void append(List<ProducerRecord<byte[], byte[]>> batch) throws NotAcknowledgedException {
            if (refusals.incrementAndGet() <= REFUSALS) {
                throw new NotAcknowledgedException(false, null);
            }
            records.addAll(batch);
        }

        List<byte[]> of(String topic) {
            return records.stream()
                    .filter(record -> record.topic().equals(topic))
                    .map(ProducerRecord::value)
                    .toList();
        }

        @Override
        public void close() {
            records.clear();
        }
    }
}
