package dev.errata.app.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several senders, odd events, and one fault after the other; then everything is counted once more. How long and how much
 * is a matter of {@link Plan}.
 */
class ExactnessKitIT {
    private static final Logger LOG = LoggerFactory.getLogger(ExactnessKitIT.class);
    private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @Test
    void installation_underFaults_losesNothingAndCountsNothingTwice() throws Exception {
        var plan = Plan.ofProperties();
        LOG.info("{}", plan);
        try (var rig = new Rig(directory, Build.COMPLETE)) {
            try (var connection = rig.database().connect()) {
                OffsetAudit.install(connection);
            }
            try (var load = new Load(plan, rig)) {
                var faults = new Faults(plan.faults(), rig, new Work(rig, load.acknowledged()), plan.seed());
                faults.run(Instant.now().plus(plan.duration()), BETWEEN_FAULTS);
                load.stop();
                var drained = Instant.now();
                var ends = new Drain(rig).await();
                LOG.info(
                        "drained after {} s",
                        Duration.between(drained, Instant.now()).toSeconds());
                var findings = new ArrayList<>(new Checker(rig, load, ends).check());
                findings.addAll(new ReconcileCheck(rig).check());
                LOG.info("{}\n{}\n{}\n{}", plan, load, faults, table(findings));
                requireExact(load, findings);
            }
        }
    }

    private static void requireExact(Load load, List<Finding> findings) {
        assertThat(load.surprises().first()).isEmpty();
        for (var finding : findings) {
            assertThat(finding.examples()).as("%s", finding).isEmpty();
            assertThat(finding.checked()).as("%s", finding).isPositive();
        }
    }

    static String table(List<Finding> findings) {
        return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }
}
