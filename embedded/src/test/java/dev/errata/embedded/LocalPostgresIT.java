package dev.errata.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errata.embedded.StartException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {

    @TempDir
    Path directory;

    @Test
    void settings_afterStart_areAsPromised() throws SQLException {
        var promised = Map.of(
                "fsync", "on",
                "synchronous_commit", "on",
                "full_page_writes", "on",
                "listen_addresses", "127.0.0.1",
                "password_encryption", "scram-sha-256",
                "max_connections", "50",
                "server_version", "18.6");

        try (var postgres = LocalPostgres.start(directory, 0)) {
            for (var setting : promised.entrySet()) {
                assertThat(query(postgres, "SHOW " + setting.getKey()))
                        .as(setting.getKey())
                        .isEqualTo(setting.getValue());
            }
        }
    }

    @Test
    void data_afterCleanRestart_isThere() throws SQLException {
        try (var postgres = LocalPostgres.start(directory, 0)) {
            insertMarker(postgres);
        }
        try (var postgres = LocalPostgres.start(directory, 0)) {
            assertThat(query(postgres, "SELECT text FROM marker")).isEqualTo("committed");
        }
    }

    @Test
    void start_whenPortIsTaken_saysWhichPort() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral(LoopbackPort.HOST))) {
            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> LocalPostgres.start(directory, taken.getLocalPort()))
                    .withMessageContaining("port " + taken.getLocalPort())
                    .matches(failure -> failure.reason() == Reason.PORT_IN_USE);
        }
    }

    @Test
    void start_whileTheSameJvmUsesTheDirectory_isRefused() {
        try (var first = LocalPostgres.start(directory, 0)) {
            assertThat(first.user()).isNotEmpty();
            assertDirectoryInUseBy(ProcessHandle.current().pid());
        }
    }

    @Test
    void start_whileAnotherProcessUsesTheDirectory_isRefused() throws Exception {
        try (var other = ChildJvm.start(Child.class, directory)) {
            assertDirectoryInUseBy(other.pid());
            other.kill();
            LocalPostgres.start(directory, 0).close();
        }
    }

    private void assertDirectoryInUseBy(long pid) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> LocalPostgres.start(directory, 0))
                .withMessageContaining(directory + " is in use by process " + pid)
                .matches(failure -> failure.reason() == Reason.DATA_DIRECTORY_IN_USE);
    }

    @Test
    void start_afterKilledProcessLeftItsServer_stopsThatAndKeepsTheData() throws Exception {
        try (var other = ChildJvm.start(Child.class, directory)) {
            other.kill();
        }
        var orphan = recordedPid();
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (var postgres = LocalPostgres.start(directory, 0)) {
            assertThat(recordedPid()).isNotEqualTo(orphan);
            assertThat(query(postgres, "SELECT text FROM marker")).isEqualTo("committed");
        }
    }

    @Test
    void start_whenPidFileNamesSomeoneElse_leavesThemAlone() throws Exception {
        LocalPostgres.start(directory, 0).close();
        Files.writeString(pidFile(), ProcessHandle.current().pid() + "\n" + directory.resolve("data") + "\n");

        try (var postgres = LocalPostgres.start(directory, 0)) {
            assertThat(query(postgres, "SELECT 'served'")).isEqualTo("served");
        }
    }

    @Test
    void start_onDamagedData_saysThatTheDirectoryIsBroken() throws IOException {
        LocalPostgres.start(directory, 0).close();
        Files.delete(directory.resolve("data/global/pg_control"));

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> LocalPostgres.start(directory, 0))
                .withMessageContaining(directory.toString())
                .matches(failure -> failure.reason() == Reason.DATA_DIRECTORY_BROKEN);
    }

    private long recordedPid() throws IOException {
        return Long.parseLong(Files.readAllLines(pidFile()).getFirst());
    }

    private Path pidFile() {
        return directory.resolve("data/postmaster.pid");
    }

    private static void insertMarker(LocalPostgres postgres) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE marker AS SELECT 'committed' AS text");
        }
    }

    private static String query(LocalPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    /** Commits a row, then waits to be killed. */
    static final class Child {
        public static void main(String[] args) throws Exception {
            insertMarker(LocalPostgres.start(Path.of(args[0]), 0));
            ChildJvm.readyForever();
        }
    }
}
