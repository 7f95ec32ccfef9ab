package dev.errata.notify.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Debian's Alertmanager, in a directory of the test's. Where the program is missing, the test fails. It can be ended and started
 * again at the same address.
 */
public final class RealAlertmanager implements AutoCloseable {
    private static final String PROGRAM = "prometheus-alertmanager";
    private static final String CONFIG = "alertmanager.yml";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private final URI address;
    private Process process;

    private RealAlertmanager(Path directory, URI address) throws IOException {
        this.directory = directory;
        this.address = address;
        this.process = run(directory, address);
    }

    /** One that notifies the given address. */
    public static RealAlertmanager start(Path directory, URI hook) throws IOException {
        Files.writeString(directory.resolve(CONFIG), config(hook));
        return new RealAlertmanager(directory, URI.create("http://127.0.0.1:" + freePort()));
    }

    private static Process run(Path directory, URI address) throws IOException {
        return new ProcessBuilder(List.of(
                        PROGRAM,
                        "--config.file=" + directory.resolve(CONFIG),
                        "--storage.path=" + directory.resolve("data"),
                        "--web.listen-address=" + address.getAuthority(),
                        "--cluster.listen-address="))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("alertmanager.log").toFile()))
                .start();
    }

    /** Ends it at once, and waits until it is gone. Of its alerts it keeps nothing. */
    public void end() {
        process.destroyForcibly().onExit().join();
    }

    /** After {@link #end}. */
    public void startAgain() throws IOException {
        process = run(directory, address);
    }

    /** Where it listens. */
    public URI address() {
        return address;
    }

    /** Whether it answers. */
    public boolean isReady() {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The alerts that it takes for firing, silenced ones included. */
    public JsonNode alerts() throws IOException {
        return JsonMapper.shared().readTree(get("/api/v2/alerts").body());
    }

    /** It waits for nothing, so that the test does not have to. */
    private static String config(URI hook) {
        return """
                route: {receiver: hook, group_by: [incident], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
                receivers:
                  - name: hook
                    webhook_configs: [{url: '%s', send_resolved: true}]
                """.formatted(hook);
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        client.close();
        end();
    }
}
