package dev.errata.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.embedded.StartException.Reason;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node, broker and controller, inside this process and on the loopback interface only. Topics are never
 * created by accident; everything has one replica.
 *
 * <p>An acknowledged record has reached the page cache: it survives the death of this process, {@code kill -9} included,
 * but not a power cut. Flush settings are Kafka's own defaults.
 *
 * <p>Kafka's broker is not a public API: this class is the only place that touches it. A fault that Kafka holds fatal,
 * like a data directory that fails while running, halts the JVM.
 */
public final class LocalBroker implements AutoCloseable {

    /** The user who may do anything, on a broker with passwords. */
    public static final String ADMIN = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(LocalBroker.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final DataDirectory directory;
    private final KafkaRaftServer server;
    private final int port;

    private LocalBroker(DataDirectory directory, KafkaRaftServer server, int port) {
        this.directory = directory;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the node and returns once it serves clients, on the caller's thread. The directory is formatted on first use
     * and keeps its cluster id and all data from then on.
     *
     * @param dataDir this broker's own directory, created where missing
     * @param port the port for clients, 0 for any free one
     * @throws StartException when the port or the directory is taken, or the node does not come up
     */
    public static LocalBroker start(Path dataDir, int port) {
        return start(dataDir, port, usual -> Map.of());
    }

    /**
     * As the other one, but lets in only who has a password ({@code SASL_PLAINTEXT}, {@code PLAIN}), and then only to what
     * Kafka's access rules allow; {@value #ADMIN} may do anything.
     *
     * @param passwords by user, that of {@value #ADMIN} among them
     */
    public static LocalBroker startGuarded(Path dataDir, int port, Map<String, String> passwords) {
        return start(dataDir, port, open -> BrokerLogins.settings(passwords, open));
    }

    /**
     * As the first one, with some settings that differ.
     *
     * @param settings by their names in Kafka
     */
    public static LocalBroker startWith(Map<String, String> settings, Path dataDir, int port) {
        return start(dataDir, port, usual -> settings);
    }

    private static LocalBroker start(Path dataDir, int port, UnaryOperator<Map<String, String>> differing) {
        var directory = DataDirectory.lock(dataDir);
        try {
            return start(directory, LoopbackPort.claim(port), differing);
        } catch (Exception e) {
            directory.close();
            throw e instanceof StartException known
                    ? known
                    : StartException.of(Reason.DATA_DIRECTORY_BROKEN, "no broker can run in " + directory, e);
        }
    }

    private static LocalBroker start(DataDirectory directory, int port, UnaryOperator<Map<String, String>> differing)
            throws Exception {
        var logs = directory.resolve("logs");
        if (Files.notExists(logs.resolve("meta.properties"))) {
            format(logs);
        }
        var settings = new HashMap<>(BrokerSettings.of(logs, port, LoopbackPort.claim(0)));
        settings.putAll(differing.apply(Map.copyOf(settings)));
        var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        try {
            server.startup();
        } catch (Exception e) {
            server.shutdown();
            throw e;
        }
        return new LocalBroker(directory, server, port);
    }

    private static void format(Path logs) throws Exception {
        Files.createDirectories(logs);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setMetadataLogDirectory(logs.toString())
                .addDirectory(logs.toString())
                .run();
    }

    /** Where clients connect: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    /** Stops the node cleanly and lets go of the directory. Waits ten seconds at most, then leaves the rest to recovery. */
    @Override
    public void close() {
        try {
            var shutdown = Thread.ofPlatform().daemon().name("broker-shutdown").start(server::shutdown);
            if (!shutdown.join(CLOSE_TIMEOUT)) {
                LOG.warn("The broker in {} did not stop within {}", directory, CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            directory.close();
        }
    }
}
