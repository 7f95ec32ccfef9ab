package dev.errata.embedded;

import dev.errata.embedded.StartException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server process of one data directory, detached from this process: it outlives a {@code kill -9} of ours and a
 * Ctrl-C in the terminal, so that we decide when it stops.
 */
record PostgresServer(PostgresProgram programs, Path data, Path log) {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final String START_SECONDS = "60";
    private static final String STOP_SECONDS = "4";

    /** Makes an empty cluster where there is none. An interrupted attempt leaves nothing that looks like one. */
    void create() throws IOException {
        if (Files.exists(data)) {
            return;
        }
        var staging = data.resolveSibling(data.getFileName() + ".new");
        Directories.delete(staging);
        PostgresProgram.handOver(Files.createDirectory(staging));
        var initdb = programs.run(
                "initdb",
                List.of(
                        "--pgdata=" + staging,
                        "--username=" + LocalPostgres.USER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"));
        if (!initdb.succeeded()) {
            throw failure(Reason.OTHER, "PostgreSQL could not create " + data, initdb.output());
        }
        Files.move(staging, data);
    }

    /** Starts the server and returns when it accepts connections, crash recovery included. */
    void start(int port) throws IOException {
        Files.writeString(data.resolve("postgresql.conf"), PostgresSettings.of(port));
        PostgresProgram.handOver(data);
        Files.deleteIfExists(log);
        var start = programs.run(
                "pg_ctl", List.of("start", "-w", "-t", START_SECONDS, "-D", data.toString(), "-l", log.toString()));
        if (!start.succeeded()) {
            var output = Files.exists(log) ? Files.readString(log) : start.output();
            throw failure(Reason.DATA_DIRECTORY_BROKEN, "PostgreSQL cannot start on " + data, output);
        }
    }

    /** Stops the server: open transactions are rolled back. What takes too long is cut short, for recovery to repair. */
    boolean stop() throws IOException {
        return stop("fast") || stop("immediate");
    }

    private boolean stop(String mode) throws IOException {
        return programs.run("pg_ctl", List.of("stop", "-w", "-t", STOP_SECONDS, "-m", mode, "-D", data.toString()))
                .succeeded();
    }

    /**
     * Stops the server that a killed process of ours has left behind on this data directory, if there is one. Only to be
     * called with the directory's lock held: whoever runs the server then is no longer alive.
     */
    void stopOrphan() throws IOException {
        var pid = recordedPid();
        if (pid.isEmpty()) {
            return;
        }
        var process = ProcessHandle.of(pid.getAsLong());
        if (process.filter(this::servesThisData).isPresent()) {
            LOG.warn("Stopping PostgreSQL process {}, left on {} by a process that was killed", pid.getAsLong(), data);
            if (!stop()) {
                throw new StartException(
                        Reason.DATA_DIRECTORY_IN_USE,
                        "data directory " + data + " is in use by PostgreSQL process " + pid.getAsLong());
            }
        } else if (process.isPresent()) {
            // The number has been given to some other process since: PostgreSQL itself would take that one for a
            // server.
            Files.delete(pidFile());
        }
    }

    private OptionalLong recordedPid() throws IOException {
        if (Files.notExists(pidFile())) {
            return OptionalLong.empty();
        }
        return Files.readString(pidFile())
                .lines()
                .limit(1)
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private boolean servesThisData(ProcessHandle process) {
        var info = process.info();
        return info.command().filter(command -> command.endsWith("/postgres")).isPresent()
                && info.arguments().map(Arrays::asList).orElse(List.of()).contains(data.toString());
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    private static StartException failure(Reason otherwise, String message, String output) {
        var reason = StartException.tellsOfFullDisk(output) ? Reason.DISK_FULL : otherwise;
        var lastLine = output.lines().reduce((first, second) -> second).orElse("no output");
        return new StartException(reason, message + ": " + lastLine);
    }
}
