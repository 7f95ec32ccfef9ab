package dev.errata.app.node;

import dev.errata.api.HealthCheck;
import dev.errata.contract.Topics;
import dev.errata.core.monitor.MonitorSettings;
import dev.errata.store.AppVersions;
import dev.errata.store.EventPartitions;
import dev.errata.store.EventSeals;
import dev.errata.store.Objectives;
import dev.errata.store.RateDays;
import dev.errata.store.incident.KeptExhibits;
import dev.errata.store.query.CallBehaviour;
import dev.errata.store.query.CoverageByApp;
import dev.errata.store.query.IncidentQueries;
import dev.errata.store.query.OpenIncidents;
import dev.errata.store.retention.Retention;
import dev.errata.store.sink.DiskBudget;
import dev.errata.streams.Placement;
import dev.errata.streams.StreamsEngine;
import dev.errata.streams.Ticker;
import dev.errata.streams.TopologySettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What counts, stores and tells: topology, sinks, notifications, and the ticks that tell the log's time. Each process of this kind ticks, since
 * more ticks do no harm, and none of them is then any different from the others.
 */
final class AnalyticsRole {
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Sinks sinks;
    private final StreamsEngine topology;

    private AnalyticsRole(Sinks sinks, StreamsEngine topology) {
        this.sinks = sinks;
        this.topology = topology;
    }

    /** Starts all of it, and waits for nothing. */
    static AnalyticsRole start(Ground ground, Placement place, Safeguards safeguards) {
        var parts = ground.parts();
        var kafka = ground.kafka();
        var budget = new DiskBudget(
                ground.database().questions(), ground.config().sinks().diskBudget());
        budget.register(ground.meters().registry());
        var registry = ground.meters().registry();
        var sinksPool = ground.database().sinks();
        var partitions = new EventPartitions(sinksPool, ground.rules());
        var behaviour = new CallBehaviour(ground.database().questions());
        var policy = ground.config().incidents().policy().policy();
        var notes = new Notes(new AppVersions(sinksPool), new Objectives(sinksPool, policy));
        var evidence = IncidentQueries.of(ground.database().questions()).evidence();
        var upkept = new Upkeep.Days(
                partitions, new EventSeals(sinksPool), new RateDays(sinksPool), new KeptExhibits(sinksPool, evidence));
        parts.own(Upkeep.start(upkept, budget, notes, behaviour, registry));
        var days = RetentionAdmin.days(
                ground.config().eventRetentionDays(), ground.config().retention());
        parts.own(Pruning.start(new Retention(sinksPool, days), registry));
        parts.own(ProgressMeters.start(kafka, registry));
        var messages = Messages.of(ground.config().incidents());
        var openIncidents = new OpenIncidents(ground.database().questions());
        ground.meters().beforeScrape(new IncidentMeters(openIncidents::find, messages::areFor, registry)::refresh);
        ObjectiveMeters.register(policy, registry);
        var coverage = new CoverageByApp(ground.database().questions());
        var clock = InstantSource.system();
        ground.meters().beforeScrape(new CoverageMeters(() -> coverage.ofAll(clock.instant()), registry)::refresh);
        parts.own(Ticker.start(kafka.connection(), kafka.raw().counted()));
        var sinks = Sinks.start(ground, budget, messages.routing(), place.member(), safeguards);
        sinks.workers().forEach(parts::own);
        parts.own(messages.carry(ground));
        var topology = parts.own(topology(ground, place, safeguards.engine()));
        parts.own(ground.meters().watch(topology));
        return new AnalyticsRole(sinks, topology);
    }

    Role role() {
        var checks =
                List.of(new HealthCheck("sinks", sinks::problem), new HealthCheck("topology", this::topologyProblem));
        return new Role(List.of(), checks, this::failure);
    }

    /** Waits until the topology counts, or gives up silently: {@code /readyz} then tells. */
    boolean awaitReady() throws InterruptedException {
        var end = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (!topology.isRunning() && failure().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(LOOK);
        }
        return topology.isRunning();
    }

    private static StreamsEngine topology(Ground ground, Placement place, Safeguards.Engine engine) {
        var kafka = ground.kafka();
        var settings = new TopologySettings(
                ground.rules(),
                kafka.raw(),
                kafka.partitions(),
                kafka.partitions(Topics.EVENTS),
                ground.config().windowKeys(),
                MonitorSettings.DEFAULT_MAX_SERIES,
                ground.config().incidents().policy().policy());
        return engine.start(kafka.connection(), settings, place);
    }

    private Optional<String> failure() {
        return sinks.failure().or(() -> topology.hasFailed() ? topologyProblem() : Optional.empty());
    }

    private Optional<String> topologyProblem() {
        return topology.isRunning() ? Optional.empty() : Optional.of("is " + topology.state());
    }
}
