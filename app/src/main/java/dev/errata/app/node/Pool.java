package dev.errata.app.node;

import com.zaxxer.hikari.HikariConfig;
import dev.errata.app.config.PostgresAddress;
import java.time.Duration;

/** How every part of Errata connects to a database; each adds what it needs besides. */
public final class Pool {
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
}
