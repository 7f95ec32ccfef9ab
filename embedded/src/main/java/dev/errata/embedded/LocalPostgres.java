package dev.errata.embedded;

import dev.errata.embedded.StartException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server on the loopback interface, a detached process that this one starts and stops. A commit is on the
 * disk when it returns: {@code fsync}, {@code synchronous_commit} and {@code full_page_writes} are on.
 *
 * <p>Authentication is {@code trust}: whoever may open a connection to 127.0.0.1 on this machine may read the data. That
 * suits a laptop and a test; where it does not, run Errata against a PostgreSQL of your own.
 *
 * <p>The server survives a {@code kill -9} of this process; the next start on the same directory stops it first.
 */
public final class LocalPostgres implements AutoCloseable {

    /** The user to connect as, a superuser of this server, without a password. */
    public static final String USER = "errata";

    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final String DATABASE = "errata";
    private static final String ALWAYS_THERE = "postgres";

    private final DataDirectory directory;
    private final PostgresServer server;
    private final int port;

    private LocalPostgres(DataDirectory directory, PostgresServer server, int port) {
        this.directory = directory;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the server and returns once the database {@code errata} can be used, on the caller's thread.
     *
     * @param dataDir this server's own directory, created where missing; data stays there from start to start
     * @param port the port for clients, 0 for any free one
     * @throws StartException when the port or the directory is taken, or the server does not come up
     */
    public static LocalPostgres start(Path dataDir, int port) {
        var directory = DataDirectory.lock(dataDir);
        try {
            return start(directory, port);
        } catch (IOException | SQLException e) {
            directory.close();
            throw StartException.of(Reason.OTHER, "no PostgreSQL can run in " + directory, e);
        } catch (StartException e) {
            directory.close();
            throw e;
        }
    }

    private static LocalPostgres start(DataDirectory directory, int port) throws IOException, SQLException {
        var programs = new PostgresProgram(PostgresArchive.unpacked());
        var server = new PostgresServer(programs, directory.resolve("data"), directory.resolve("server.log"));
        // The orphan first: it may hold the very port that we want.
        server.stopOrphan();
        var claimed = LoopbackPort.claim(port);
        server.create();
        server.start(claimed);
        try {
            createDatabase(claimed);
        } catch (SQLException e) {
            server.stop();
            throw e;
        }
        return new LocalPostgres(directory, server, claimed);
    }

    private static void createDatabase(int port) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl(port, ALWAYS_THERE), USER, "");
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                connection.createStatement().execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    /** The JDBC address of the database {@code errata} of a server on that port, whichever process has started it. */
    public static String jdbcUrl(int port) {
        return jdbcUrl(port, DATABASE);
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://" + LoopbackPort.HOST + ":" + port + "/" + database;
    }

    /** The JDBC address of the database {@code errata}, without user and password. */
    public String jdbcUrl() {
        return jdbcUrl(port, DATABASE);
    }

    /** The user to connect as, a superuser of this server. */
    public String user() {
        return USER;
    }

    /** The password to connect with: empty, as none is asked for. */
    public String password() {
        return "";
    }

    /** Rolls back what is open, stops the server and lets go of the directory; a matter of seconds. */
    @Override
    public void close() {
        try {
            if (!server.stop()) {
                LOG.warn("PostgreSQL in {} did not stop; the next start will see to it", directory);
            }
        } catch (IOException e) {
            LOG.warn("PostgreSQL in {} could not be stopped", directory, e);
        } finally {
            directory.close();
        }
    }
}
