package dev.errata.app.node;

import dev.errata.app.config.AppConfig;
import dev.errata.contract.Caller;
import dev.errata.gateway.Gateway;
import dev.errata.gateway.GatewayConfig;
import dev.errata.gateway.MicrometerIngestMetrics;
import dev.errata.gateway.ProjectRates;
import dev.errata.gateway.RecordLog;
import dev.errata.http.Access;
import dev.errata.http.access.Principal;
import dev.errata.http.access.Scope;
import dev.errata.http.access.Tokens;
import dev.errata.store.access.PostgresTokens;
import java.time.InstantSource;
import java.util.EnumSet;

/** The way in: who may come, and where what they bring goes. */
final class Entrance {
    private Entrance() {}

    /** Needs no token of programs on this machine where nobody else can come. */
    static Access access(Ground ground, Meters meters, Parts parts) {
        var clock = InstantSource.system();
        var tokens = parts.own(Tokens.start(new PostgresTokens(ground.postgres().tokens()), clock));
        var everything = new Principal(Caller.DEFAULT_PROJECT, EnumSet.allOf(Scope.class));
        return ground.config().isOpen()
                ? Access.openToThisMachine(everything, tokens, meters.access(), clock)
                : Access.byToken(tokens, meters.access(), clock);
    }

    static Gateway gateway(Ground ground, RecordLog log, Meters meters) {
        return new Gateway(
                log, new MicrometerIngestMetrics(meters.registry()), settings(ground), InstantSource.system());
    }

    private static GatewayConfig settings(Ground ground) {
        var config = ground.config();
        return GatewayConfig.DEFAULT
                .withTrafficGrace(config.grace())
                .withProjectRates(rates(config))
                .withRedactor(ground.redactor());
    }

    private static ProjectRates rates(AppConfig config) {
        var limits = config.projectLimits();
        return new ProjectRates(limits.recordsPerSecond(), limits.bytesPerSecond());
    }
}
