package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.streams.Partial.Content;
import dev.errata.streams.Partial.Input;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartialRouterTest {
    private static final Content COUNT = Samples.errors("a", NOON, 1);

    @Test
    void tick_always_goesEverywhere() {
        assertThat(route("", new Partial.Tick())).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void count_always_goesToOnePartitionByItsProject() {
        assertThat(route("shop", COUNT)).hasSize(1).isEqualTo(route("shop", COUNT));
    }

    @Test
    void project_withNegativeHash_hasAPartition() {
        assertThat("polygenelubricants".hashCode()).isNegative();
        assertThat(route("polygenelubricants", COUNT)).isSubsetOf(0, 1, 2);
    }

    private static Set<Integer> route(String project, Content content) {
        var partial = new Partial(new Input("errata.events", 0), NOON, content);
        return new PartialRouter().partitions("partials", project, partial, 3).orElseThrow();
    }
}
