package dev.errata.app.node;

import dev.errata.app.config.AppConfig;
import dev.errata.app.config.Setting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether the ports are free before anything is started, since each server fails in its own odd way. */
public final class Ports {
    private static final String LOOPBACK = "127.0.0.1";

    private Ports() {}

    /**
     * Tries each port for a moment.
     *
     * @throws StartFailedException {@link StartFailure#PORT_IN_USE}, naming the flag that changes it
     */
    public static void requireFree(AppConfig config) throws StartFailedException {
        requireFree(config.host(), config.port(), Setting.PORT);
        requireFree(LOOPBACK, config.kafkaPort(), Setting.KAFKA_PORT);
        requireFree(LOOPBACK, config.postgresPort(), Setting.POSTGRES_PORT);
    }

    private static void requireFree(String host, int port, Setting<Integer> setting) throws StartFailedException {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new StartFailedException(StartFailure.OTHER, "there is no address called " + host, null);
        }
        try (var socket = new ServerSocket()) {
            socket.bind(address);
        } catch (IOException e) {
            var message = "port %d on %s cannot be used (%s); choose another with %s"
                    .formatted(port, host, e.getMessage(), setting.flag());
            throw new StartFailedException(StartFailure.PORT_IN_USE, message, e);
        }
    }
}
