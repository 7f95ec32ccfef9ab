package dev.errata.app.exactness;

import static org.awaitility.Awaitility.await;

import dev.errata.app.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole installation, each part a process of its own: broker, Postgres, gateway, and two that count and store. */
final class Rig implements AutoCloseable {
    /** How soon the groups give a silent member's partitions away. */
    static final Duration SESSION = Duration.ofSeconds(10);

    static final Duration GRACE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Rig.class);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ANALYTICS = 2;

    /** What the processes say outlives the test, which may have to be explained. */
    private static final Path LOGS = Path.of("target", "exactness-logs");

    private static final String KAFKA = "--kafka-bootstrap-servers";
    private static final String POSTGRES = "--postgres-url";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final Path logs;
    private final int kafkaPort = freePort();
    private final int gatewayPort = freePort();
    private final List<URI> ready = new ArrayList<>();
    private final Database database;
    private final Jvm broker;
    private final Jvm gateway;
    private final List<Jvm> analytics = new ArrayList<>();
    private int restarts;

    /** Starts all of it. */
    Rig(Path directory, Build build) throws Exception {
        this.directory = directory;
        this.logs = Files.createTempDirectory(Files.createDirectories(LOGS), "rig-");
        this.database = new Database(directory.resolve("postgres"), freePort());
        this.broker = new Jvm(
                logs.resolve("broker.log"),
                512,
                ChildBroker.class,
                List.of(directory.resolve("kafka").toString(), Integer.toString(kafkaPort)));
        this.gateway = new Jvm(logs.resolve("gateway.log"), 384, Main.class, gatewayArguments());
        for (int i = 0; i < ANALYTICS; i++) {
            var log = logs.resolve("analytics-" + i + ".log");
            analytics.add(build.analytics(log, 640, analyticsArguments(i)));
        }
        try {
            start();
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    private void start() throws Exception {
        LOG.info("the processes write to {}", logs.toAbsolutePath());
        broker.start();
        var migrated = CompletableFuture.runAsync(() -> run("migrate", POSTGRES, database.url()));
        run("topics", "--apply", "--partitions", "4", "--replication", "1", KAFKA, kafkaServers());
        migrated.join();
        gateway.start();
        for (var process : analytics) {
            process.start();
        }
        await().atMost(PATIENCE).until(this::isReady);
    }

    URI gatewayAddress() {
        return URI.create("http://127.0.0.1:" + gatewayPort);
    }

    Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", kafkaServers());
    }

    Database database() {
        return database;
    }

    Jvm broker() {
        return broker;
    }

    Jvm gateway() {
        return gateway;
    }

    List<Jvm> analytics() {
        return analytics;
    }

    /** The last to be started first. */
    private List<Jvm> processes() {
        return Stream.concat(analytics.stream(), Stream.of(gateway, broker)).toList();
    }

    /** How often a process ended by itself. */
    int restarts() {
        return restarts;
    }

    Path directory() {
        return directory;
    }

    /** What has ended by itself is started again, as a supervisor does. */
    void supervise() throws IOException {
        for (var process : processes()) {
            if (!process.isAlive()) {
                LOG.warn("{} has ended by itself and is started again", process);
                restarts++;
                process.start();
            }
        }
    }

    /** Whether each process says that it is. Supervises them. */
    boolean isReady() throws IOException, InterruptedException {
        supervise();
        for (var address : ready) {
            try {
                var answer = http.send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        BodyHandlers.discarding());
                if (answer.statusCode() != 200) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    /** Nothing of it is needed any more, so it is not stopped in order. */
    @Override
    public void close() {
        processes().forEach(Jvm::kill);
        database.close();
        http.close();
    }

    /** Runs a command of {@code errata}, as an operator would, until it succeeds. */
    private void run(String... command) {
        var once = new Jvm(logs.resolve(command[0] + ".log"), 256, Main.class, List.of(command));
        await("errata " + command[0]).atMost(PATIENCE).until(() -> {
            once.start();
            return once.awaitEnd() == 0;
        });
    }

    /** The servers that the commands work on. */
    List<String> servers() {
        return List.of(KAFKA, kafkaServers(), POSTGRES, database.url());
    }

    private String kafkaServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    private List<String> gatewayArguments() throws IOException {
        return arguments(
                List.of("gateway", "--port", Integer.toString(gatewayPort)),
                List.of("--grace", GRACE.toSeconds() + "s"));
    }

    private List<String> analyticsArguments(int number) throws IOException {
        return arguments(
                List.of("analytics", "--instance", "a" + number, "--data", directory.toString()),
                List.of("--grace", GRACE.toSeconds() + "s"));
    }

    private List<String> arguments(List<String> first, List<String> last) throws IOException {
        var port = freePort();
        ready.add(URI.create("http://127.0.0.1:" + port + "/readyz"));
        return Stream.of(first, servers(), List.of("--management-port", Integer.toString(port)), last)
                .flatMap(List::stream)
                .toList();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
