package dev.errata.streams;

import static dev.errata.streams.CubeDriver.EVENTS_0;
import static dev.errata.streams.CubeDriver.EVENTS_1;
import static dev.errata.streams.CubeDriver.TRAFFIC_0;
import static dev.errata.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.contract.Topics;
import dev.errata.core.TimeRules;
import dev.errata.streams.Partial.Input;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cube over several partitions: what it waits for, what it forgets and what it refuses. */
class CubeTest {
    private static final Instant END = TimeRules.endOf(NOON);
    private static final Instant GRACE_END =
            END.plus(CubeDriver.SETTINGS.rules().grace());
    private static final Instant FORGOTTEN = GRACE_END.plus(Cube.CLOCK_SLACK).plusMillis(1);

    @TempDir
    private Path state;

    private CubeDriver cube;

    @BeforeEach
    void start() {
        cube = new CubeDriver(state);
    }

    @AfterEach
    void stop() {
        cube.close();
    }

    @Test
    void counts_ofTwoPartitions_addUp() {
        cube.errors(EVENTS_0, NOON, "a", NOON, 3);
        cube.errors(EVENTS_1, NOON, "a", NOON, 4);
        cube.tickAll(END);

        assertThat(cube.told().errors("a", NOON)).isEqualTo(7);
    }

    @Test
    void window_whileOnePartitionLags_staysOpen() {
        cube.tickAll(NOON);
        cube.errors(EVENTS_0, NOON, "a", NOON, 1);
        cube.tick(EVENTS_0, FORGOTTEN);
        cube.tick(TRAFFIC_0, FORGOTTEN);

        assertThat(cube.told().errors("a", NOON)).isEqualTo(1);
        assertThat(cube.told().isClosed("a", NOON)).isFalse();
    }

    @Test
    void count_ofLaggingPartition_isAddedHoweverFarTheOthersAre() {
        cube.tickAll(NOON);
        cube.errors(EVENTS_0, NOON, "a", NOON, 1);
        cube.tick(EVENTS_0, FORGOTTEN);
        cube.tick(TRAFFIC_0, FORGOTTEN);
        cube.errors(EVENTS_1, NOON.plusSeconds(1), "a", NOON, 1);
        cube.tick(EVENTS_1, FORGOTTEN);

        assertThat(cube.told().errors("a", NOON)).isEqualTo(2);
        assertThat(cube.told().isClosed("a", NOON)).isTrue();
    }

    @Test
    void window_thatTheLastPartitionCloses_isToldWithoutAnotherTick() {
        cube.tickAll(NOON);
        cube.errors(EVENTS_0, NOON, "a", NOON, 1);
        cube.tick(EVENTS_0, END.plusSeconds(60));
        cube.tick(TRAFFIC_0, END.plusSeconds(60));
        cube.tick(EVENTS_1, END);

        assertThat(cube.told().isClosed("a", NOON)).isTrue();
    }

    @Test
    void window_withinGrace_isKept() {
        cube.errors(EVENTS_0, NOON, "a", NOON, 1);
        cube.tickAll(GRACE_END);

        assertThat(counts()).isEqualTo(1);
    }

    @Test
    void window_beyondGrace_isForgotten() {
        cube.errors(EVENTS_0, NOON, "a", NOON, 1);
        cube.pipe(TRAFFIC_0, NOON, new Partial.Traffic(Samples.traffic("one", 1, NOON, 90)));
        cube.pipe(TRAFFIC_0, NOON, new Partial.Traffic(Samples.traffic("two", 1, NOON, 90)));
        cube.errors(EVENTS_0, GRACE_END, "a", GRACE_END, 1);
        cube.tickAll(FORGOTTEN);

        assertThat(counts()).isEqualTo(1);
        assertThat(cube.<Bytes, byte[]>store(StreamNames.SHARES_STORE).approximateNumEntries())
                .isZero();
    }

    @Test
    void window_forgotten_wasToldAsItStood() {
        cube.tickAll(NOON);
        cube.errors(EVENTS_0, NOON, "a", NOON, 5);
        cube.tickAll(FORGOTTEN);

        assertThat(cube.told().errors("a", NOON)).isEqualTo(5);
        assertThat(cube.told().isClosed("a", NOON)).isTrue();
    }

    @Test
    void count_whoseAppendTimeSteppedBack_isAdded() {
        cube.errors(EVENTS_0, NOON, "a", NOON, 1);
        cube.tickAll(GRACE_END.plusSeconds(2));
        cube.errors(EVENTS_0, GRACE_END, "a", NOON, 1);
        cube.tickAll(GRACE_END.plusSeconds(4));

        assertThat(cube.told().errors("a", NOON)).isEqualTo(2);
        assertThat(cube.told().isClosed("a", NOON)).isTrue();
    }

    @Test
    void count_ofForgottenWindow_stopsTheTopology() {
        cube.tickAll(FORGOTTEN);

        assertThatThrownBy(() -> cube.errors(EVENTS_0, FORGOTTEN, "a", NOON, 1))
                .hasRootCauseInstanceOf(ExactnessException.class)
                .rootCause()
                .hasMessageContaining(NOON.toString());
    }

    @Test
    void totals_ofForgottenWindow_stopTheTopology() {
        cube.tickAll(FORGOTTEN);

        assertThatThrownBy(
                        () -> cube.pipe(TRAFFIC_0, FORGOTTEN, new Partial.Traffic(Samples.traffic("one", 1, NOON, 90))))
                .hasRootCauseInstanceOf(ExactnessException.class);
    }

    @Test
    void partition_thatWasNotThere_stopsTheTopology() {
        assertThatThrownBy(() -> cube.tick(new Input(Topics.EVENTS, 2), NOON))
                .hasRootCauseInstanceOf(ExactnessException.class)
                .rootCause()
                .hasMessageContaining("partitions of errata.events have changed");
    }

    @Test
    void cells_unchanged_areNotToldAgain() {
        cube.errors(EVENTS_0, NOON, "a", NOON, 1);
        cube.tickAll(END);
        cube.tickAll(END.plusSeconds(2));
        var before = cube.told().count();
        cube.tickAll(END.plus(Duration.ofSeconds(30)));

        assertThat(cube.told().count()).isEqualTo(before);
    }

    private long counts() {
        return cube.<Bytes, byte[]>store(StreamNames.CELLS_STORE).approximateNumEntries();
    }
}
