package dev.errata.http;

import java.time.Duration;

/**
 * Where and how patiently to listen.
 *
 * @param host the address to bind, such as {@code 127.0.0.1}
 * @param port 0 for any free one
 * @param idleTimeout how long a connection may be silent; also bounds a slow sender
 * @param stopTimeout how long {@link WebServer#close} waits for the requests in flight
 */
public record WebServerConfig(String host, int port, Duration idleTimeout, Duration stopTimeout) {
    private static final int MAX_PORT = 65_535;

    public WebServerConfig {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be from 0 to " + MAX_PORT + ", not " + port);
        }
        if (!idleTimeout.isPositive() || !stopTimeout.isPositive()) {
            throw new IllegalArgumentException("timeouts must be positive");
        }
    }

    /** An idle timeout of 30 s, a stop timeout of 5 s. */
    public static WebServerConfig of(String host, int port) {
        return new WebServerConfig(host, port, Duration.ofSeconds(30), Duration.ofSeconds(5));
    }
}
