package dev.errata.app.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Prometheus with the shipped example and rules, but for addresses and durations. */
final class ShippedPrometheus implements AutoCloseable {
    private static final Path SHIPPED = Path.of("../dashboards/prometheus");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final Process process;

    private ShippedPrometheus(URI address, Process process) {
        this.address = address;
        this.process = process;
    }

    static ShippedPrometheus start(Path directory, URI errata, URI alertmanager) throws IOException {
        var config = Files.readString(SHIPPED.resolve("prometheus.yml"))
                .replace("_interval: 15s", "_interval: 1s")
                .replace("127.0.0.1:8080", errata.getAuthority())
                .replace("127.0.0.1:9093", alertmanager.getAuthority());
        Files.writeString(directory.resolve("prometheus.yml"), config);
        var rules = Files.createDirectory(directory.resolve("rules"));
        try (var files = Files.list(SHIPPED.resolve("rules"))) {
            for (var file : files.toList()) {
                Files.writeString(rules.resolve(file.getFileName()), hurried(Files.readString(file)));
            }
        }
        var port = NodeProcess.freePort();
        var process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("tsdb"),
                        // It finds no Alertmanager in its first seconds.
                        "--rules.alert.resend-delay=1s",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        return new ShippedPrometheus(URI.create("http://127.0.0.1:" + port), process);
    }

    /** Twenty seconds for five minutes, and patience of a second: thresholds are sooner than incidents, which need a window's end. */
    private static String hurried(String rules) {
        return rules.replace("[5m]", "[20s]")
                .replace("keep_firing_for: 5m", "keep_firing_for: 20s")
                .replaceAll("(for|keep_firing_for): \\d+[mh]\\b", "$1: 1s");
    }

    URI address() {
        return address;
    }

    /** Those that Prometheus could not evaluate. */
    List<JsonNode> brokenRules() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve("/api/v1/rules")).build();
        var answer = JsonMapper.shared()
                .readTree(client.send(request, BodyHandlers.ofString()).body());
        return answer.at("/data/groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .filter(rule -> !rule.path("health").asString().equals("ok"))
                .toList();
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly().onExit().join();
    }
}
