package dev.errata.gateway;

import static dev.errata.gateway.GatewayFixture.EVENT_ID;
import static dev.errata.gateway.GatewayFixture.JSON;
import static dev.errata.gateway.GatewayFixture.code;
import static dev.errata.gateway.GatewayFixture.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.CallOutcomeCodec;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.contract.redact.CharClass;
import dev.errata.contract.redact.RedactionConfig;
import dev.errata.contract.redact.RedactionConfig.OwnPattern;
import dev.errata.contract.redact.Redactor;
import dev.errata.http.access.Scope;
import dev.errata.http.access.Token;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whose records come in, and how many of them. */
class GatewayAccessTest {
    private final RecordingLog log = new RecordingLog();
    private final AtomicReference<Instant> now = new AtomicReference<>(GatewayFixture.NOW);

    @AutoClose
    private final GatewayFixture gateway = new GatewayFixture(log);

    @Test
    void routes_all_takeTheScopeIngestAndNoOther() {
        assertThat(gateway.routes()).isNotEmpty().allSatisfy(route -> {
            assertThat(post(route.path(), Scope.READ, Scope.ADMIN))
                    .as("S4 " + route)
                    .isEqualTo(403);
            assertThat(gateway.post(route.path(), JSON, "", "Authorization", "Bearer x")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(post(route.path(), Scope.INGEST)).as("S4 " + route).isNotIn(401, 403);
        });
        assertThat(log.records).isEmpty();
    }

    private int post(String path, Scope... scopes) {
        return gateway.post(path, JSON, "[]", gateway.token("shop", scopes)).statusCode();
    }

    @Test
    void request_withoutTheRight_isRefusedBeforeItsBodyIsRead() {
        var answer = gateway.raw("""
                POST /v1/events HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Content-Length: 5000000
                Expect: 100-continue

                """.formatted(Token.random().reveal()), new byte[0]);

        assertThat(answer).as("B65").startsWith("HTTP/1.1 401");
    }

    @Test
    void records_ofAToken_areOfItsProject_whateverTheyClaim() throws Exception {
        var token = gateway.token("shop", Scope.INGEST);
        gateway.post("/v1/events", JSON, event(), token);
        gateway.post("/v1/traffic", JSON, traffic(), token);
        gateway.post("/v1/outcomes", JSON, outcome(), token);

        assertThat(log.records).as("B35").hasSize(3);
        assertThat(published(0).caller().project()).isEqualTo("shop");
        assertThat(new String(log.records.getFirst().key(), UTF_8)).isEqualTo("shop/" + EVENT_ID);
        assertThat(new TrafficRecordCodec()
                        .decode(log.records.get(1).value())
                        .caller()
                        .project())
                .isEqualTo("shop");
        assertThat(new CallOutcomeCodec()
                        .decode(log.records.get(2).value())
                        .caller()
                        .project())
                .isEqualTo("shop");
    }

    @Test
    void errors_ofTwoProjects_haveDifferentIds_andAResendTheSame() throws Exception {
        var answer = "{\"time\":\"2026-03-01T11:59:59Z\",\"status\":500,\"body\":\"oops\"}";
        gateway.post("/v1/errors", JSON, answer, gateway.token("shop", Scope.INGEST));
        gateway.post("/v1/errors", JSON, answer, gateway.token("shop", Scope.INGEST));
        gateway.post("/v1/errors", JSON, answer, gateway.token("bank", Scope.INGEST));

        assertThat(published(1).eventId()).as("B36").isEqualTo(published(0).eventId());
        assertThat(published(2).eventId()).isNotEqualTo(published(0).eventId());
    }

    @Test
    void project_flooding_isTurnedAway_andOthersAreNot() {
        try (var limited = limited(new ProjectRates(100, 0))) {
            var shop = limited.token("shop", Scope.INGEST);
            var bank = limited.token("bank", Scope.INGEST);
            var batch = "[" + event() + ("," + event()).repeat(99) + "]";
            var refused = 0;
            for (int i = 0; i < 50; i++) {
                refused += limited.post("/v1/events", JSON, batch, shop).statusCode() == 429 ? 1 : 0;
                assertThat(limited.post("/v1/events", JSON, event(), bank).statusCode())
                        .isEqualTo(202);
            }

            assertThat(refused).as("S17").isEqualTo(44);
            assertThat(log.records).hasSize(6 * 100 + 50);
            var answer = limited.post("/v1/traffic", JSON, traffic(), shop);
            assertThat(code(answer)).isEqualTo("rate_limit_error");
            assertThat(answer.headers().firstValueAsLong("retry-after").orElseThrow())
                    .isBetween(1L, 10L);
            assertThat(limited.metrics.isBalanced()).isTrue();
            now.updateAndGet(time -> time.plusSeconds(2));
            assertThat(limited.post("/v1/events", JSON, batch, shop).statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void project_overItsBytes_isTurnedAwayBeforeItsBodyIsRead_howeverItIsSent() {
        try (var limited = limited(new ProjectRates(0, 100))) {
            assertThat(limited.post("/v1/events", JSON, large()).statusCode()).isEqualTo(202);
            assertThat(limited.raw(head("Content-Length: 1000000\n"), new byte[0]))
                    .startsWith("HTTP/1.1 429");
            assertThat(limited.raw(head("Transfer-Encoding: chunked\n"), new byte[0]))
                    .startsWith("HTTP/1.1 429");
            now.updateAndGet(time -> time.plusSeconds(60));
            var chunked = Integer.toHexString(large().length()) + "\r\n" + large() + "\r\n0\r\n\r\n";
            assertThat(limited.raw(head("Transfer-Encoding: chunked\n"), chunked.getBytes(UTF_8)))
                    .startsWith("HTTP/1.1 202");
            assertThat(limited.post("/v1/events", JSON, large()).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void redaction_asConfigured_isAppliedBeforePublishing() throws Exception {
        var own = new OwnPattern("badge", "EMP-", CharClass.DIGITS, 6);
        var rules = new RedactionConfig(true, Set.of("help@shop.example"), List.of(own));
        var config = GatewayConfig.DEFAULT.withRedactor(new Redactor(rules));
        try (var redacting = new GatewayFixture(log, now::get, config)) {
            var message = "EMP-123456 at 10.1.2.3, me@shop.example asks help@shop.example";
            redacting.post("/v1/events", JSON, event().replace("}", ",\"message\":\"" + message + "\"}"));

            assertThat(published(0).failure().message())
                    .isEqualTo("[redacted:badge] at [redacted:ip], [redacted:email] asks help@shop.example");
        }
    }

    private GatewayFixture limited(ProjectRates rates) {
        return new GatewayFixture(log, now::get, GatewayConfig.DEFAULT.withProjectRates(rates));
    }

    private ErrorEvent published(int index) throws Exception {
        return new ErrorEventCodec().decode(log.records.get(index).value());
    }

    private static String large() {
        return "[" + " ".repeat(1_000) + event() + "]";
    }

    private static String head(String headers) {
        return "POST /v1/events HTTP/1.1\nHost: localhost\nConnection: close\nContent-Type: application/json\n"
                + headers + "\n";
    }

    private static String traffic() {
        return GatewayFixture.traffic("2026-03-01T11:59:50Z").replace("{", "{\"project\":\"stolen\",");
    }

    private static String outcome() {
        return """
                {"project":"stolen","call_id":"c","time":"2026-03-01T11:59:50Z","outcome":"succeeded"}""";
    }
}
