package dev.errata.bench.ingest;

import dev.errata.contract.Caller;
import dev.errata.gateway.Gateway;
import dev.errata.gateway.GatewayConfig;
import dev.errata.gateway.IngestMetrics;
import dev.errata.gateway.KafkaRecordLog;
import dev.errata.http.Access;
import dev.errata.http.AccessMetrics;
import dev.errata.http.WebServer;
import dev.errata.http.WebServerConfig;
import dev.errata.http.access.Principal;
import dev.errata.http.access.Scope;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real gateway in this process, open to this machine. */
public final class LocalGateway implements AutoCloseable {
    private final KafkaRecordLog log;
    private final WebServer server;

    /** Listens on a free port, and writes to the cluster of that connection. */
    public LocalGateway(Map<String, Object> kafka) {
        log = new KafkaRecordLog(kafka);
        var gateway = new Gateway(log, IngestMetrics.NOOP, GatewayConfig.DEFAULT, InstantSource.system());
        server = WebServer.start(WebServerConfig.of("127.0.0.1", 0), open(), List.of(gateway));
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** As on loopback: who sends no token is let in. */
    private static Access open() {
        var sender = new Principal(Caller.DEFAULT_PROJECT, EnumSet.of(Scope.INGEST));
        return Access.openToThisMachine(sender, _ -> Optional.empty(), AccessMetrics.NOOP, InstantSource.system());
    }

    @Override
    public void close() {
        server.close();
        log.close();
    }
}
