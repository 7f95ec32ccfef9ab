package dev.errata.gateway;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** A Kafka broker in a process of its own: unlike one in this process, it can be killed or paused. */
final class BrokerProcess implements AutoCloseable {
    private final Path directory;
    private final Path settings;
    private final int port = freePort();
    private Process process;

    /** Formats the storage in an empty directory and starts on a free port. */
    BrokerProcess(Path directory) throws IOException {
        this.directory = directory;
        this.settings = Files.writeString(directory.resolve("server.properties"), settings(port, freePort()));
        launch(StorageTool.class, "format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString())
                .onExit()
                .join();
        process = launch(Kafka.class, settings.toString());
        awaitPort();
    }

    Map<String, Object> connection() {
        return Map.of("bootstrap.servers", "127.0.0.1:" + port);
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops it where it stands: it neither answers nor hangs up. */
    void pause() throws IOException {
        signal("STOP");
    }

    void resume() throws IOException {
        signal("CONT");
    }

    void restart() throws IOException {
        process = launch(Kafka.class, settings.toString());
        awaitPort();
    }

    @Override
    public void close() {
        kill();
    }

    private String settings(int brokerPort, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                log.dirs=%3$s
                offsets.topic.replication.factor=1
                num.partitions=3
                """.formatted(brokerPort, controllerPort, directory.resolve("data"));
    }

    private Process launch(Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("broker.log").toFile())
                .start();
    }

    private void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .onExit()
                .join();
    }

    private void awaitPort() {
        await().atMost(Duration.ofSeconds(60)).until(this::isListening);
    }

    private boolean isListening() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
