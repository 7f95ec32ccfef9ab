package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.app.cli.CommandTree;
import dev.errata.app.cli.Starters;
import dev.errata.app.cli.Surroundings;
import dev.errata.app.cli.Terminal;
import dev.errata.app.client.Pause;
import dev.errata.contract.ErrorEventCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole Errata that takes tokens, and the commands that make them. */
class TokenIT {
    private final HttpClient client = HttpClient.newHttpClient();
    private URI server = URI.create("http://127.0.0.1");
    private int postgresPort;

    @Test
    void tokens_fromTheFirstToTheRevoked_decideWhoSendsAndSees(@TempDir Path data) throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            postgresPort = socket.getLocalPort();
        }
        var flags = Map.of("--auth", "tokens", "--postgres-port", Integer.toString(postgresPort), "--redact-ips", "on");
        try (var node = LiveNode.start(data, flags)) {
            server = node.node().address();
            assertThat(send("")).isEqualTo(401);

            var shop =
                    token("create", "--name", "ci", "--project", "shop", "--scope", "ingest,read", "--expires", "1d");
            var bank = token("create", "--name", "bank", "--project", "bank", "--scope", "read");
            assertThat(send(shop)).isEqualTo(202);
            assertThat(send(bank)).isEqualTo(403);
            await().atMost(WithLiveNode.PATIENCE)
                    .untilAsserted(() -> assertThat(get(shop, "/api/v1/events/req_1"))
                            .contains("\"project\":\"shop\"", "call from [redacted:ip] failed"));
            assertThat(get(bank, "/api/v1/events/req_1")).contains("\"not_found\"");
            await().atMost(WithLiveNode.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(get(shop, "/api/v1/rates?by=code")).contains("rate_limit_error"));
            assertThat(get(bank, "/api/v1/rates?by=code")).contains("\"series\":[]");
            assertThat(get("", "/metrics")).contains("authentication_error");
            assertThat(get(bank, "/metrics"))
                    .contains("errata_http_requests_denied_total{reason=\"no_token\"}")
                    .doesNotContain("shop");
            assertThat(get("", "/healthz")).isEqualTo("{\"status\":\"ok\"}");
            assertThat(get("", "/readyz")).doesNotContain("problem");

            assertThat(run(0, "token", "list").out())
                    .contains("ci", "shop", "ingest,read")
                    .doesNotContain(shop);
            assertThat(run(0, "token", "revoke", shop.substring(7, 23), "--json")
                            .out())
                    .isEqualTo("{\"revoked\":true}\n");
            assertThat(send(shop)).as("S3").isEqualTo(401);
            assertThat(run(0, "token", "list", "--json").out()).contains("\"revoked_at\":\"2");
            assertThat(run(1, "token", "revoke", "0123456789abcdef").out()).isEmpty();
            for (var wrong :
                    List.of("--scope all", "--project Shop", "--project sk-abcdefghij0123456789", "--expires soon")) {
                assertThat(run(2, ("token create --name x " + wrong).split(" ", -1))
                                .out())
                        .isEmpty();
            }
        }
    }

    private record Printed(String out, String err) {}

    private String token(String... arguments) {
        var all = new ArrayList<>(List.of("token"));
        all.addAll(List.of(arguments));
        var printed = run(0, all.toArray(String[]::new));
        assertThat(printed.out()).matches("errata_[0-9a-f]{16}_[0-9a-f]{48}\n");
        assertThat(printed.err())
                .contains("only time")
                .doesNotContain(printed.out().strip());
        return printed.out().strip();
    }

    private Printed run(int code, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var environment = Map.of("ERRATA_POSTGRES_PORT", Integer.toString(postgresPort));
        var surroundings = new Surroundings(environment, InstantSource.system(), Pause.REAL, Terminal.NONE);
        var commands = CommandTree.of(surroundings, Starters.real())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        assertThat(commands.execute(arguments)).as("%s", err).isEqualTo(code);
        return new Printed(out.toString(), err.toString());
    }

    private int send(String token) throws Exception {
        var event = new ErrorEventCodec().encode(TestEvents.at(Instant.now(), "rate_limit_error", 1));
        var named = new String(event, StandardCharsets.UTF_8)
                .replaceFirst("\"request_id\":\"[^\"]*\"", "\"request_id\":\"req_1\"")
                .replace("\"message\":\"message\"", "\"message\":\"call from 10.1.2.3 failed\"");
        var request = request(token, "/v1/events")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(named));
        return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    private String get(String token, String path) throws Exception {
        return client.send(request(token, path).build(), BodyHandlers.ofString())
                .body();
    }

    private HttpRequest.Builder request(String token, String path) {
        var request = HttpRequest.newBuilder(server.resolve(path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }
}
