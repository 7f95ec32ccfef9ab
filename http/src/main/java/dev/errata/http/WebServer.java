package dev.errata.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.JettyConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 server. Handlers run on virtual threads. Every answer carries {@code x-request-id} and the security
 * headers; every error is answered in the format of the error reference. Safe from any thread.
 */
public final class WebServer implements AutoCloseable {
    private static final int HEADER_BYTES = 8 * 1024;
    private static final int HEADERS = 100;
    private static final int REQUEST_TIMEOUT = 408;

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private final Javalin server;
    private final int port;
    private final List<Route> routes;

    private WebServer(Javalin server, List<Route> routes) {
        this.server = server;
        this.port = server.port();
        this.routes = routes;
    }

    /**
     * Starts to listen.
     *
     * @param access decides who may use which route
     * @throws IllegalStateException where a route does not say whom it allows
     * @throws PortInUseException where another process listens already
     */
    public static WebServer start(WebServerConfig config, Access access, List<? extends Routes> routes) {
        var server = Javalin.create(javalin -> configure(javalin, config, access, routes));
        var declared = Guard.routes(server);
        try {
            return new WebServer(server.start(config.host(), config.port()), declared);
        } catch (JavalinBindException e) {
            throw new PortInUseException(config, e);
        }
    }

    /** The port that it listens on, also where the configuration said 0. */
    public int port() {
        return port;
    }

    /** All that it answers on. */
    public List<Route> routes() {
        return routes;
    }

    /** Accepts nothing more, waits for the requests in flight up to the stop timeout, and drops the rest. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (JavalinException e) {
            LOG.warn("Some requests were dropped, since they took longer than the stop timeout", e);
        }
    }

    private static void configure(
            JavalinConfig javalin, WebServerConfig config, Access access, List<? extends Routes> routes) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.concurrency.useVirtualThreads = true;
        javalin.http.prefer405over404 = true;
        javalin.jsonMapper(new JacksonTrees());
        jetty(javalin.jetty, config);
        javalin.routes.before(WebServer::prepare);
        javalin.routes.beforeMatched(new Guard(access)::admit);
        new ErrorAnswers().register(javalin.routes);
        routes.forEach(part -> part.register(javalin.routes));
    }

    private static void jetty(JettyConfig jetty, WebServerConfig config) {
        jetty.timeoutStatus = REQUEST_TIMEOUT;
        jetty.modifyHttpConfiguration(http -> limit(http, config));
        jetty.modifyServer(server -> beGraceful(server, config));
    }

    private static void limit(HttpConfiguration http, WebServerConfig config) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setIdleTimeout(config.idleTimeout().toMillis());
    }

    private static void beGraceful(Server server, WebServerConfig config) {
        server.setErrorHandler(new ServerErrors());
        server.insertHandler(new GracefulHandler());
        server.insertHandler(new SlowConnections(config));
        server.setStopTimeout(config.stopTimeout().toMillis());
    }

    private static void prepare(Context ctx) {
        ctx.header(RequestIds.HEADER, RequestIds.next());
        ResponseHeaders.ALL.forEach(ctx::header);
        if (Collections.list(ctx.req().getHeaderNames()).size() > HEADERS) {
            throw ApiException.badRequest("The request has more than " + HEADERS + " headers");
        }
    }
}
