package dev.errata.app.exactness;

import static dev.errata.app.exactness.Fault.KILL_ALL_ANALYTICS;
import static dev.errata.app.exactness.Fault.KILL_ANALYTICS;
import static dev.errata.app.exactness.Fault.KILL_MID_TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.node.ChildAnalytics.Weakness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Without any one of the parts that exactness rests on, the kit finds that the counts are wrong. */
@Tag("faults")
class WeakBuildsIT {
    private static final Logger LOG = LoggerFactory.getLogger(WeakBuildsIT.class);
    private static final int EVENTS_PER_SECOND = 1_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void installation_withoutASafeguard_isFoundOut(Weakness weakness) throws Exception {
        var faults = faults(weakness);
        var plan = new Plan(Duration.ofMinutes(1), EVENTS_PER_SECOND, new Random().nextLong(), faults);
        try (var rig = new Rig(directory, Build.with(weakness))) {
            try (var connection = rig.database().connect()) {
                OffsetAudit.install(connection);
            }
            try (var load = new Load(plan, rig)) {
                var work = new Work(rig, load.acknowledged());
                work.awaitProgress();
                var driver = new Faults(faults, rig, work, plan.seed());
                for (int i = 0; i < faults.size(); i++) {
                    driver.strike();
                }
                load.stop();
                var findings = new Checker(rig, load, new Drain(rig).await()).check();
                LOG.info("{}, {}\n{}\n{}", weakness, plan, load, ExactnessKitIT.table(findings));
                assertThat(findings).as("%s", weakness).anyMatch(finding -> !finding.holds());
            }
        }
    }

    /** What it takes to notice. Wrong offsets of a rival, and missing corrections, need no fault at all. */
    private static List<Fault> faults(Weakness weakness) {
        return switch (weakness) {
            case AT_LEAST_ONCE, NO_FLUSH_BEFORE_COMMIT -> List.of(KILL_ANALYTICS, KILL_ALL_ANALYTICS, KILL_ANALYTICS);
            case OFFSETS_OUTSIDE_THE_TRANSACTION -> List.of(KILL_MID_TRANSACTION);
            case NO_CORRECTIONS, NO_COMPARE_AND_SET -> List.of();
        };
    }
}
