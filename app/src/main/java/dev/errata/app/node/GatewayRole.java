package dev.errata.app.node;

import dev.errata.app.config.CommonConfig;
import dev.errata.gateway.Gateway;
import dev.errata.gateway.GatewayConfig;
import dev.errata.gateway.MicrometerIngestMetrics;
import dev.errata.gateway.ProjectRates;
import dev.errata.gateway.RecordLog;
import java.time.InstantSource;
import java.util.List;

/** The way in: HTTP and OTLP to Kafka. */
final class GatewayRole {
    private GatewayRole() {}

    static Role start(Ground ground, RecordLog log) {
        var metrics = new MicrometerIngestMetrics(ground.meters().registry());
        return new Role(List.of(new Gateway(log, metrics, settings(ground), InstantSource.system())), List.of());
    }

    private static GatewayConfig settings(Ground ground) {
        var config = ground.config();
        return GatewayConfig.DEFAULT
                .withTrafficGrace(config.grace())
                .withProjectRates(rates(config))
                .withRedactor(ground.redactor());
    }

    private static ProjectRates rates(CommonConfig config) {
        var limits = config.projectLimits();
        return new ProjectRates(limits.recordsPerSecond(), limits.bytesPerSecond());
    }
}
