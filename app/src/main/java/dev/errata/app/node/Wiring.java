package dev.errata.app.node;

import static java.util.Objects.requireNonNull;

import dev.errata.api.Api;
import dev.errata.app.config.AppConfig;
import dev.errata.app.config.Setting;
import dev.errata.contract.Catalogue;
import dev.errata.contract.Topics;
import dev.errata.core.TimeRules;
import dev.errata.embedded.DataDirectory;
import dev.errata.embedded.StartException;
import dev.errata.embedded.StartException.Reason;
import dev.errata.gateway.KafkaRecordLog;
import dev.errata.http.Access;
import dev.errata.http.PortInUseException;
import dev.errata.http.Routes;
import dev.errata.http.WebServer;
import dev.errata.http.WebServerConfig;
import dev.errata.store.query.Queries;
import dev.errata.streams.StreamsEngine;
import dev.errata.streams.TopologySettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Joins the modules to one running Errata. */
public final class Wiring implements Node.Starter {
    private final Safeguards safeguards;

    /** With everything that it takes. */
    public Wiring() {
        this(Safeguards.COMPLETE);
    }

    Wiring(Safeguards safeguards) {
        this.safeguards = safeguards;
    }

    @Override
    public Node start(AppConfig config, StartUpReport report) throws StartFailedException, InterruptedException {
        var parts = new Parts();
        try {
            var directory = parts.own(DataDirectory.lock(config.data()));
            WebPort.requireFree(config);
            return start(config, directory, parts, report);
        } catch (StartException e) {
            parts.close();
            throw StartFailedException.of(e);
        } catch (StartFailedException | InterruptedException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private Node start(AppConfig config, DataDirectory directory, Parts parts, StartUpReport report)
            throws StartFailedException, InterruptedException {
        var rules = new TimeRules(config.grace(), config.eventRetentionDays());
        // Both take seconds, and neither needs the other.
        try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
            var kafka = starters.submit(
                    () -> Kafka.start(directory.resolve("kafka"), config.kafkaPort(), config.topics(), parts, report));
            var postgres = starters.submit(
                    () -> Postgres.start(directory.resolve("postgres"), config.postgresPort(), rules, parts, report));
            var ground = new Ground(
                    config, rules, started(kafka, Setting.KAFKA_PORT), started(postgres, Setting.POSTGRES_PORT));
            return build(ground, directory.resolve("streams"), parts, report);
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

    private Node build(Ground ground, Path state, Parts parts, StartUpReport report)
            throws StartFailedException, InterruptedException {
        var meters = parts.own(new Meters());
        meters.watch(ground.postgres());
        var log = parts.own(new KafkaRecordLog(ground.kafka().connection()));
        var gateway = Entrance.gateway(ground, log, meters);
        var sinks = Sinks.start(ground, safeguards, meters.registry());
        sinks.workers().forEach(parts::own);
        var topology = parts.own(topology(ground, state));
        parts.own(meters.watch(topology));
        var health = new Health(ground.postgres().questions(), sinks, topology);
        var queries = Queries.of(ground.postgres().questions());
        var api = new Api(
                queries,
                Replays.of(ground.kafka(), log, queries, ground.rules()),
                Catalogue.standard(),
                InstantSource.system(),
                health.checks(),
                meters.scrape());
        report.phase("topology", () -> health.awaitReady());
        var access = Entrance.access(ground, meters, parts);
        var server = parts.own(serve(ground.config(), access, List.of(gateway, api)));
        return new RunningNode(address(ground.config(), server), health::failure, parts);
    }

    private static StreamsEngine topology(Ground ground, Path state) {
        var kafka = ground.kafka();
        var settings =
                new TopologySettings(ground.rules(), kafka.raw(), kafka.partitions(), kafka.partitions(Topics.EVENTS));
        return StreamsEngine.start(kafka.connection(), settings, state, kafka.replication(), kafka.member());
    }

    private static WebServer serve(AppConfig config, Access access, List<Routes> routes) throws StartFailedException {
        try {
            return WebServer.start(WebServerConfig.of(config.host(), config.port()), access, routes);
        } catch (PortInUseException e) {
            throw StartFailedException.portInUse(String.valueOf(e.getMessage()), Setting.PORT, e);
        }
    }

    private static URI address(AppConfig config, WebServer server) {
        var host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        return URI.create("http://" + host + ":" + server.port());
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
