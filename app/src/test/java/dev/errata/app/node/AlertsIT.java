package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.app.client.Pause;
import dev.errata.app.demo.DemoPlayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files for Prometheus and Alertmanager as they are shipped, in the real programs, on a running Errata with the demo. In
 * the copies only addresses and durations are others, so that nobody has to wait for minutes.
 */
class AlertsIT {
    private static final Logger LOG = LoggerFactory.getLogger(AlertsIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Errata finds the storm as well and records it; but it pages nobody, so that the thresholds are on their own. */
    private static final String SHADOW = "rules: {shadow: true}";

    @TempDir
    private Path data;

    @TempDir
    private Path alerting;

    @Test
    void stormOfTheDemo_firesTheAlert_reachesWhoHasTheAccount_andEnds() throws Exception {
        var policy = Files.writeString(alerting.resolve("errata.yml"), SHADOW);
        try (var hook = new Hook();
                var alertmanager = ShippedAlertmanager.start(alerting, hook.address())) {
            var flags = Map.of(
                    "--policy",
                    policy.toString(),
                    "--alertmanager-url",
                    alertmanager.address().toString());
            try (var node = LiveNode.start(data, flags);
                    var prometheus =
                            ShippedPrometheus.start(alerting, node.node().management(), alertmanager.address())) {
                play(node, prometheus, hook);
            }
        }
    }

    private static void play(LiveNode node, ShippedPrometheus prometheus, Hook hook) throws Exception {
        var begin = Instant.now();
        try (var _ = DemoPlayer.start(node.node().address(), InstantSource.system(), Pause.REAL)) {
            await().atMost(PATIENCE).until(() -> isTold(hook, "firing"));
            LOG.warn(
                    "15 s before the storm, until somebody is told: {} s",
                    Duration.between(begin, Instant.now()).toSeconds());
            assertThat(prometheus.brokenRules()).isEmpty();
            await().atMost(PATIENCE).until(() -> hook.has("/watchman", "firing", "ErrataWatchdog", ""));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(missing(node)).isEmpty());
        }
        await().atMost(PATIENCE).until(() -> isTold(hook, "resolved"));
    }

    /** Of the one model, or of all: where both come in the same second, the wider one silences the other. */
    private static boolean isTold(Hook hook, String status) {
        return hook.has("/accounts", status, "ErrataModelRateLimited", "deepseek-v4-flash")
                || hook.has("/accounts", status, "ErrataRateLimited", "");
    }

    /** What the documentation names and nobody shows, though there is an incident and a receiver. */
    private static Set<String> missing(LiveNode node) throws Exception {
        var missing = new TreeSet<>(MetricNames.documented().keySet());
        missing.removeAll(ScrapedMetrics.of(node.node().management()).names());
        missing.removeIf(name -> name.startsWith("errata_reconcile_"));
        // Nothing is refused here.
        missing.removeAll(
                Set.of("errata_breaker_open", "errata_gateway_requests_refused_total", "errata_task_outcomes_total"));
        return missing;
    }
}
