package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.node.Wiring;
import dev.errata.embedded.LocalBroker;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** On a broker of its own, which has no topics. */
class TopicsCommandIT extends CommandFixture {
    private static final int DIFFERENT = 5;

    @Test
    void topics_plan_tellsWhatIsMissing_andChangesNothing_untilTheyAreApplied() throws Exception {
        try (var broker = LocalBroker.start(directory.resolve("kafka"), 0);
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var plan = on(broker);
            assertThat(plan.run("topics", "--plan")).isEqualTo(DIFFERENT);
            assertThat(plan.out().lines()).anyMatch(line -> line.startsWith("errata.events is missing"));
            assertThat(admin.listTopics().names().get()).isEmpty();

            var apply = on(broker);
            assertThat(apply.run("topics", "--apply", "--partitions", "3"))
                    .as(apply.err())
                    .isZero();
            assertThat(admin.listTopics().names().get()).contains("errata.events", "errata.traffic");

            var same = on(broker);
            assertThat(same.run("topics", "--plan", "--partitions", "3")).isZero();
            assertThat(same.out()).isEmpty();
            assertThat(same.err()).isEqualTo("The topics are as they should be.\n");

            // Partitions are for life: they are no difference. How long records are kept is one.
            var longer = on(broker);
            assertThat(longer.run("topics", "--plan", "--partitions", "6", "--retention", "14d"))
                    .isEqualTo(DIFFERENT);
            assertThat(longer.out().lines())
                    .contains("errata.events has retention.ms=604800000; wanted: 1209600000")
                    .noneMatch(line -> line.contains("partitions"));
        }
    }

    @Test
    void topics_withoutAnAction_orWithBoth_exits2() {
        assertThat(console.run("topics")).isEqualTo(2);
        assertThat(console.run("topics", "--plan", "--apply")).isEqualTo(2);
    }

    private static Console on(LocalBroker broker) {
        return new Console(
                Map.of("ERRATA_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "ERRATA_REPLICATION", "1"),
                Terminal.NONE,
                new Wiring());
    }
}
