package dev.errata.embedded.testing;

import dev.errata.embedded.LocalPostgres;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The PostgreSQL server of this JVM's tests. Each test class takes an empty database from it:
 *
 * <pre>{@code
 * try (var database = TestPostgres.freshDatabase()) {
 *     var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
 *     ...
 * }
 * }</pre>
 *
 * <p>Safe from any thread.
 */
public final class TestPostgres {

    private static final AtomicInteger CREATED = new AtomicInteger();

    private TestPostgres() {}

    /**
     * Creates an empty database. The first call starts the server, which takes a second or two.
     *
     * @return the database, to be closed when done with
     */
    public static TestDatabase freshDatabase() throws SQLException {
        return TestDatabase.create(Shared.SERVER, "test_" + CREATED.incrementAndGet());
    }

    private static final class Shared {
        static final LocalPostgres SERVER = TemporaryServer.start(directory -> LocalPostgres.start(directory, 0));
    }
}
