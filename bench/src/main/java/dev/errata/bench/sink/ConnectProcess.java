package dev.errata.bench.sink;

import dev.errata.bench.CpuMeter;
import dev.errata.embedded.Directories;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Kafka Connect, standalone, in a process of its own, told what to do over its REST interface. One thread at a time. */
final class ConnectProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 100;
    private static final String LOG = "connect.log";
    private static final int LAST_WORDS = 2_000;

    private final Path directory;
    private final Process process;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    private ConnectProcess(Path directory, Process process, URI address) {
        this.directory = directory;
        this.process = process;
        this.address = address;
        // Unlike the broker's, this program does not notice that its parent is gone.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * Starts it, and returns once it answers.
     *
     * @param jars its own class path
     */
    static ConnectProcess start(Path jars, String bootstrapServers) throws IOException, InterruptedException {
        if (!Files.isDirectory(jars)) {
            throw new NoSuchFileException(
                    jars.toString(),
                    null,
                    "Kafka Connect is not there: mvn -Pconnect -pl bench/connect package fetches it");
        }
        var directory = Files.createTempDirectory("errata-bench");
        var address = URI.create("http://127.0.0.1:" + freePort());
        var connect = new ConnectProcess(directory, launch(jars, directory, bootstrapServers, address), address);
        try {
            connect.awaitAnswer();
            return connect;
        } catch (IOException | InterruptedException e) {
            connect.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process launch(Path jars, Path directory, String bootstrapServers, URI address) throws IOException {
        var settings = directory.resolve("worker.properties");
        Files.writeString(settings, """
                bootstrap.servers=%s
                listeners=%s
                offset.storage.file.filename=%s
                offset.flush.interval.ms=250
                key.converter=org.apache.kafka.connect.converters.ByteArrayConverter
                value.converter=org.apache.kafka.connect.converters.ByteArrayConverter
                plugin.discovery=service_load
                connector.client.config.override.policy=All
                """.formatted(bootstrapServers, address, directory.resolve("offsets")));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        jars.resolve("*").toString(),
                        "org.apache.kafka.connect.cli.ConnectStandalone",
                        settings.toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(directory.resolve(LOG).toFile())
                .start();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        var deadline = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("Kafka Connect did not start: " + lastWords());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private String lastWords() throws IOException {
        var log = Files.readString(directory.resolve(LOG));
        return log.substring(Math.max(0, log.length() - LAST_WORDS));
    }

    private boolean answers() throws InterruptedException {
        try {
            return send("GET", "/connectors", "").isArray();
        } catch (IOException e) {
            return false;
        }
    }

    /** Its processor time. */
    CpuMeter cpu() {
        return CpuMeter.of("connect", process.toHandle());
    }

    /** Makes a connector, which begins to work some time later. */
    void create(String name, Map<String, String> config) throws IOException, InterruptedException {
        send("POST", "/connectors", JsonMapper.shared().writeValueAsString(Map.of("name", name, "config", config)));
    }

    /** Ends it. */
    void delete(String name) throws IOException, InterruptedException {
        send("DELETE", "/connectors/" + name, "");
    }

    /** What has become of its tasks. */
    JsonNode tasks(String name) throws IOException, InterruptedException {
        return send("GET", "/connectors/" + name + "/status", "").path("tasks");
    }

    private JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(method + ' ' + path + ": " + response.statusCode() + ' ' + response.body());
        }
        return response.body().isEmpty()
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(response.body());
    }

    @Override
    public void close() throws IOException {
        client.close();
        process.destroyForcibly().onExit().join();
        Directories.delete(directory);
    }
}
