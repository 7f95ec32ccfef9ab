package dev.errata.embedded;

import dev.errata.embedded.StartException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of 127.0.0.1, found by binding them for a moment. */
final class LoopbackPort {

    static final String HOST = "127.0.0.1";

    private LoopbackPort() {}

    /**
     * Returns the wanted port, or a free one for 0.
     *
     * @throws StartException {@code PORT_IN_USE} when somebody listens there
     */
    static int claim(int wanted) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartException(Reason.PORT_IN_USE, "port " + wanted + " of " + HOST + " is in use", e);
        }
    }
}
