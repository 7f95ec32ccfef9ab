package dev.errata.app.exactness;

import static org.awaitility.Awaitility.await;

import dev.errata.embedded.LocalPostgres;
import dev.errata.embedded.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** A Postgres that can be stopped in each of the ways in which it stops. */
final class Database implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How it goes down. */
    enum Stop {
        /** Sessions are cut off, and all is written. */
        FAST("INT"),
        /** It drops everything at once, and recovers when it starts. */
        IMMEDIATE("QUIT"),
        /** {@code kill -9}. */
        KILL("KILL");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    private final Path directory;
    private final int port;
    private LocalPostgres server;

    Database(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        this.server = LocalPostgres.start(directory, port);
    }

    String url() {
        return LocalPostgres.jdbcUrl(port);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), LocalPostgres.USER, "");
    }

    void restart(Stop how) throws IOException, InterruptedException {
        var pid = Long.parseLong(
                Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst());
        new ProcessBuilder("kill", "-" + how.signal, Long.toString(pid)).start().waitFor();
        await().atMost(PATIENCE)
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        server.close();
        server = await().atMost(PATIENCE)
                .ignoreException(StartException.class)
                .until(() -> LocalPostgres.start(directory, port), started -> true);
    }

    @Override
    public void close() {
        server.close();
    }
}
