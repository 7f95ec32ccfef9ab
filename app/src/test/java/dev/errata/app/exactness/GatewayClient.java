package dev.errata.app.exactness;

import dev.errata.contract.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/** Posts to a gateway as a sender would that keeps to the contract. Safe from any thread. */
final class GatewayClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI gateway;

    GatewayClient(URI gateway) {
        this.gateway = gateway;
    }

    /** The lines that were refused for good; empty where nobody knows what became of any. */
    Optional<Set<Integer>> post(String path, byte[] lines, boolean resend) throws InterruptedException {
        var request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-ndjson")
                .header(Topics.HTTP_RESEND_HEADER, resend ? "1" : "0")
                .POST(BodyPublishers.ofByteArray(lines))
                .build();
        try {
            return rejected(client.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Set<Integer>> rejected(HttpResponse<String> answer) {
        var isVerdict = answer.statusCode() / 100 == 2 || answer.statusCode() == 400;
        if (!isVerdict) {
            return Optional.empty();
        }
        var rejected = new TreeSet<Integer>();
        MAPPER.readTree(answer.body())
                .path("rejected")
                .forEach(record -> rejected.add(record.path("index").asInt()));
        return Optional.of(rejected);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
