package dev.errata.app.node;

import dev.errata.app.config.AppConfig;
import dev.errata.app.config.Setting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether the web server will find its port free, long before it is started: it comes last. */
final class WebPort {
    private WebPort() {}

    /**
     * Tries the port for a moment.
     *
     * @throws StartFailedException {@link StartFailure#PORT_IN_USE}, naming the flag that changes it
     */
    static void requireFree(AppConfig config) throws StartFailedException {
        var address = new InetSocketAddress(config.host(), config.port());
        if (address.isUnresolved()) {
            throw new StartFailedException(StartFailure.OTHER, "there is no address called " + config.host(), null);
        }
        try (var socket = new ServerSocket()) {
            socket.bind(address);
        } catch (IOException e) {
            var message = "port %d on %s cannot be used (%s)".formatted(config.port(), config.host(), e.getMessage());
            throw StartFailedException.portInUse(message, Setting.PORT, e);
        }
    }
}
