package dev.errata.app.node;

import static java.util.Objects.requireNonNull;

import dev.errata.api.Operations;
import dev.errata.app.config.AppConfig;
import dev.errata.app.config.Setting;
import dev.errata.embedded.DataDirectory;
import dev.errata.embedded.StartException;
import dev.errata.embedded.StartException.Reason;
import dev.errata.gateway.KafkaRecordLog;
import dev.errata.http.Routes;
import dev.errata.http.access.Tokens;
import dev.errata.store.access.PostgresTokens;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Joins all roles to one running Errata, on servers of its own. */
public final class Wiring implements Node.Starter<AppConfig> {
    @Override
    public Node start(AppConfig config, StartUpReport report) throws StartFailedException, InterruptedException {
        return Start.of(parts -> {
            var directory = parts.own(DataDirectory.lock(config.data()));
            WebPort.requireFree(web(config));
            return start(config, new Embedded(config, directory, parts, report), parts, report);
        });
    }

    private Node start(AppConfig config, Embedded servers, Parts parts, StartUpReport report)
            throws StartFailedException, InterruptedException {
        var meters = parts.own(new Meters());
        meters.watch(config.data());
        // Both take seconds, and neither needs the other.
        try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
            var kafka = starters.submit(servers::kafka);
            var database = starters.submit(() -> servers.postgres(meters));
            var ground = new Ground(
                    config.common(),
                    started(kafka, Setting.KAFKA_PORT),
                    started(database, Setting.POSTGRES_PORT),
                    meters,
                    parts);
            return build(config, ground, servers, report);
        }
    }

    private static <T> T started(Future<T> part, Setting<Integer> port)
            throws StartFailedException, InterruptedException {
        try {
            return part.get();
        } catch (ExecutionException e) {
            throw failed(requireNonNull(e.getCause()), port);
        }
    }

    private Node build(AppConfig config, Ground ground, Embedded servers, StartUpReport report)
            throws StartFailedException, InterruptedException {
        var parts = ground.parts();
        var log = parts.own(
                new KafkaRecordLog(ground.kafka().connection(), ground.meters().registry()));
        var gateway = GatewayRole.start(ground, log);
        var analytics = AnalyticsRole.start(ground, servers.placement(), Safeguards.COMPLETE);
        var api = ApiRole.start(ground, log);
        report.phase("topology", analytics::awaitReady);
        var tokens = parts.own(Tokens.start(new PostgresTokens(ground.database().tokens()), InstantSource.system()));
        var roles = List.of(api, analytics.role(), gateway);
        var address = web(config).open(tokens, ground.meters(), parts, routes(roles, ground.meters()));
        return new RunningNode(address, address, analytics.role().failure(), parts);
    }

    private static List<Routes> routes(List<Role> roles, Meters meters) {
        var routes = new ArrayList<Routes>();
        roles.forEach(role -> routes.addAll(role.routes()));
        var checks = roles.stream().flatMap(role -> role.checks().stream()).toList();
        meters.watch(checks);
        routes.add(new Operations(checks, meters.scrape()));
        return routes;
    }

    private static Entrance web(AppConfig config) {
        return new Entrance(config.host(), config.port(), config.isOpen(), Setting.PORT);
    }

    private static StartFailedException failed(Throwable cause, Setting<Integer> port) {
        if (!(cause instanceof StartException known)) {
            return new StartFailedException(StartFailure.OTHER, String.valueOf(cause.getMessage()), cause);
        }
        return known.reason() == Reason.PORT_IN_USE
                ? StartFailedException.portInUse(String.valueOf(known.getMessage()), port, known)
                : StartFailedException.of(known);
    }
}
