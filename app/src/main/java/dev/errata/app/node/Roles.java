package dev.errata.app.node;

import dev.errata.api.HealthCheck;
import dev.errata.api.Operations;
import dev.errata.app.config.RoleConfig;
import dev.errata.app.config.Setting;
import dev.errata.embedded.DataDirectory;
import dev.errata.gateway.KafkaRecordLog;
import dev.errata.http.access.Tokens;
import dev.errata.store.access.PostgresTokens;
import dev.errata.streams.Member;
import dev.errata.streams.OpenTransactions;
import dev.errata.streams.Placement;
import dev.errata.streams.TopicSetup;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The roles of Errata as processes of their own, on a Kafka cluster and a Postgres that others run. Any number of each may
 * run; they know nothing of each other. None makes topics or changes the schema.
 */
public final class Roles {
    private static final int AS_THE_BROKERS_LIKE = -1;

    private Roles() {}

    /** From HTTP to Kafka. It starts without Postgres, and then knows no tokens until that is there. */
    public static Node gateway(RoleConfig config, StartUpReport report)
            throws StartFailedException, InterruptedException {
        return Start.of(parts -> {
            WebPort.requireFree(web(config));
            WebPort.requireFree(management(config));
            var kafka = report.step("topics", () -> External.kafka(config, TopicSetup::requireRaw));
            var ground = ground(config, kafka, parts);
            var log = parts.own(
                    new KafkaRecordLog(kafka.connection(), ground.meters().registry()));
            var tokens = tokens(ground);
            var role = GatewayRole.start(ground, log)
                    .with(new HealthCheck("kafka", parts.own(LogHealth.of(kafka))::problem));
            return serve(config, ground, tokens, config.isOpen() ? role : role.with(known(tokens)));
        });
    }

    /** Topology, ticks and sinks. */
    public static Node analytics(RoleConfig config, StartUpReport report)
            throws StartFailedException, InterruptedException {
        return analytics(config, report, Safeguards.COMPLETE);
    }

    static Node analytics(RoleConfig config, StartUpReport report, Safeguards safeguards)
            throws StartFailedException, InterruptedException {
        return Start.of(parts -> {
            var directory = parts.own(DataDirectory.lock(config.data().resolve(directory(config))));
            WebPort.requireFree(management(config));
            var kafka = report.step("topics", () -> External.kafka(config, TopicSetup::requireAll));
            var ground = ground(config, kafka, parts);
            requireSchema(config, ground, report);
            var member = new Member(member(config), config.sessionTimeout());
            ground.meters().watch(config.data());
            var place = new Placement(directory.resolve("streams"), AS_THE_BROKERS_LIKE, config.standbys(), member);
            var analytics = AnalyticsRole.start(ground, place, safeguards);
            parts.own(OpenTransactions.watch(kafka.connection()));
            var node = serve(config, ground, tokens(ground), analytics.role());
            report.phase("topology", analytics::awaitReady);
            return node;
        });
    }

    /** Questions and the console. It uses Kafka only to replay dead letters, and starts without it. */
    public static Node api(RoleConfig config, StartUpReport report) throws StartFailedException, InterruptedException {
        return Start.of(parts -> {
            WebPort.requireFree(web(config));
            WebPort.requireFree(management(config));
            var ground = ground(config, External.kafkaUnseen(config), parts);
            requireSchema(config, ground, report);
            var log = parts.own(new KafkaRecordLog(
                    ground.kafka().connection(), ground.meters().registry()));
            return serve(config, ground, tokens(ground), ApiRole.start(ground, log));
        });
    }

    private static Ground ground(RoleConfig config, Kafka kafka, Parts parts) {
        var meters = parts.own(new Meters());
        var database = new Database(config.postgres(), config.common().sinks().workers(), meters, parts);
        return new Ground(config.common(), kafka, database, meters, parts);
    }

    private static Tokens tokens(Ground ground) {
        var store = new PostgresTokens(ground.database().tokens());
        return ground.parts().own(Tokens.start(store, InstantSource.system()));
    }

    /** Without them nobody can be let in. */
    private static HealthCheck known(Tokens tokens) {
        return new HealthCheck("tokens", tokens::problem);
    }

    private static void requireSchema(RoleConfig config, Ground ground, StartUpReport report)
            throws StartFailedException, InterruptedException {
        var database = ground.database().questions();
        report.step("schema", () -> {
            External.requireSchema(database, config);
            return database;
        });
    }

    /** Health first: it tells how far the rest is. */
    private static Node serve(RoleConfig config, Ground ground, Tokens tokens, Role role) throws StartFailedException {
        var meters = ground.meters();
        meters.watch(role.checks());
        var operations = new Operations(role.checks(), meters.scrape());
        var management = management(config).open(tokens, meters, ground.parts(), List.of(operations));
        var address =
                role.routes().isEmpty() ? management : web(config).open(tokens, meters, ground.parts(), role.routes());
        return new RunningNode(address, management, role.failure(), ground.parts());
    }

    private static Entrance web(RoleConfig config) {
        return new Entrance(config.host(), config.port(), config.isOpen(), Setting.PORT);
    }

    private static Entrance management(RoleConfig config) {
        return new Entrance(
                config.managementHost(), config.managementPort(), config.isManagementOpen(), Setting.MANAGEMENT_PORT);
    }

    /** Processes with different names may share a directory. */
    private static String directory(RoleConfig config) {
        return config.instance().isEmpty() ? "analytics" : "analytics-" + config.instance();
    }

    /** Another one for other topics: see {@link Embedded#placement}. */
    private static @Nullable String member(RoleConfig config) {
        return config.instance().isEmpty()
                ? null
                : config.instance() + "-" + Kafka.fingerprint(config.common().topics());
    }
}
