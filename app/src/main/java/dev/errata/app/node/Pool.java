package dev.errata.app.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.app.config.PostgresAddress;
import java.sql.SQLException;
import java.time.Duration;

/** How every part of Errata connects to a database; each adds what it needs besides. */
public final class Pool {
    private static final int COMMAND_CONNECTIONS = 2;
    private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(3);

    private Pool() {}

    /**
     * A pool that connects when it is first asked.
     *
     * @param purpose what Postgres shows of it, behind {@code errata-}
     * @param patience how long who asks for a connection waits for one
     */
    public static HikariConfig to(PostgresAddress address, String purpose, int connections, Duration patience) {
        var config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        if (!address.password().isEmpty()) {
            config.setPassword(address.password());
        }
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(patience.toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "errata-" + purpose);
        return config;
    }

    /**
     * A pool of a command that goes through much: without auto-commit, and without a limit of time for statements, which take
     * as long as they take. It has connected once.
     */
    static HikariDataSource unhurried(PostgresAddress address, String purpose) throws PostgresUnreachableException {
        var config = to(address, purpose, COMMAND_CONNECTIONS, COMMAND_PATIENCE);
        config.setAutoCommit(false);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        var pool = new HikariDataSource(config);
        try {
            pool.getConnection().close();
            return pool;
        } catch (SQLException e) {
            pool.close();
            throw PostgresUnreachableException.of(address, e);
        }
    }
}
