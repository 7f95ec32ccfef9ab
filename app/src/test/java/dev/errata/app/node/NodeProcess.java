package dev.errata.app.node;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A {@link ChildNode} on a data directory and ports that outlive it. */
final class NodeProcess implements AutoCloseable {
    private final Path data;
    private final int webPort = freePort();
    private final int kafkaPort = freePort();
    private final int postgresPort = freePort();
    private Process process;

    NodeProcess(Path data) throws IOException {
        this.data = data;
        this.process = start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + webPort);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(postgresPort));
    }

    static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/errata?user=errata";
    }

    /** Ends the process as {@code kill -9} does, and starts another in its place. */
    void killAndRestart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = start();
    }

    /** Stops it in order. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private Process start() throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                ChildNode.class.getName(),
                data.toString()));
        List.of(webPort, kafkaPort, postgresPort).forEach(port -> command.add(Integer.toString(port)));
        var started =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        var line = started.inputReader(StandardCharsets.UTF_8).readLine();
        if (!"ready".equals(line)) {
            throw new IllegalStateException("the node said " + line + " instead of ready");
        }
        return started;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
