package dev.errata.http;

import java.time.Duration;

/**
 * Where and how patiently to listen.
 *
 * @param host the address to bind, such as {@code 127.0.0.1}
 * @param port 0 for any free one
 * @param idleTimeout how long a connection may be silent; also bounds a slow sender
 * @param headerTimeout how long the headers of a request may take to come
 * @param stopTimeout how long {@link WebServer#close} waits for the requests in flight
 * @param connectionsPerAddress how many connections one address may have open; more are closed at once
 */
public record WebServerConfig(
        String host,
        int port,
        Duration idleTimeout,
        Duration headerTimeout,
        Duration stopTimeout,
        int connectionsPerAddress) {
    private static final int MAX_PORT = 65_535;
    private static final int CONNECTIONS = 2_000;

    public WebServerConfig {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be from 0 to " + MAX_PORT + ", not " + port);
        }
        if (!idleTimeout.isPositive() || !headerTimeout.isPositive() || !stopTimeout.isPositive()) {
            throw new IllegalArgumentException("timeouts must be positive");
        }
        if (connectionsPerAddress < 1) {
            throw new IllegalArgumentException("connectionsPerAddress must be positive, not " + connectionsPerAddress);
        }
    }

    /** 30 s idle, 5 s for headers, 5 s to stop, 2,000 connections an address. */
    public static WebServerConfig of(String host, int port) {
        return new WebServerConfig(
                host, port, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(5), CONNECTIONS);
    }
}
