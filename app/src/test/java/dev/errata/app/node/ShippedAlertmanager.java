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

/** Debian's Alertmanager with the shipped example, but for addresses and durations. */
record ShippedAlertmanager(URI address, Process process) implements AutoCloseable {
    private static final Path SHIPPED = Path.of("../dashboards/alertmanager/alertmanager.yml");

    /** One that tells the hook, at a path for each receiver. */
    static ShippedAlertmanager start(Path directory, URI hook) throws IOException {
        var config = Files.writeString(
                directory.resolve("alertmanager.yml"),
                Files.readString(SHIPPED)
                        .replace("group_wait: 10s", "group_wait: 0s")
                        .replace("group_interval: 1m", "group_interval: 1s")
                        .replace("http://127.0.0.1:9099", hook.toString()));
        var port = NodeProcess.freePort();
        var process = new ProcessBuilder(
                        "prometheus-alertmanager",
                        "--config.file=" + config,
                        "--storage.path=" + directory.resolve("alertmanager"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("alertmanager.log").toFile())
                .start();
        return new ShippedAlertmanager(URI.create("http://127.0.0.1:" + port), process);
    }

    /** The alerts that have not ended, those that nobody is told of included. */
    List<JsonNode> alerts() throws IOException, InterruptedException {
        return list("/api/v2/alerts");
    }

    /** The same in the groups of which each is told as a whole. */
    List<JsonNode> groups() throws IOException, InterruptedException {
        return list("/api/v2/alerts/groups");
    }

    private List<JsonNode> list(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(address.resolve(path)).build();
            return JsonMapper.shared()
                    .readTree(client.send(request, BodyHandlers.ofString()).body())
                    .valueStream()
                    .toList();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
