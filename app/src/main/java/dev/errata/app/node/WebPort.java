package dev.errata.app.node;

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
    static void requireFree(Entrance entrance) throws StartFailedException {
        var address = new InetSocketAddress(entrance.host(), entrance.port());
        if (address.isUnresolved()) {
            throw new StartFailedException(StartFailure.OTHER, "there is no address called " + entrance.host(), null);
        }
        try (var socket = new ServerSocket()) {
            socket.bind(address);
        } catch (IOException e) {
            var message =
                    "port %d on %s cannot be used (%s)".formatted(entrance.port(), entrance.host(), e.getMessage());
            throw StartFailedException.portInUse(message, entrance.portSetting(), e);
        }
    }
}
