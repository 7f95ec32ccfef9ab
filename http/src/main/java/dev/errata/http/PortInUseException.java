package dev.errata.http;

/** Another process listens where the server should. */
public final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int port;

    PortInUseException(WebServerConfig config, Throwable cause) {
        super("port " + config.port() + " on " + config.host() + " is in use", cause);
        this.port = config.port();
    }

    public int port() {
        return port;
    }
}
