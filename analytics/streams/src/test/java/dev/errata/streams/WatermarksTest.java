package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errata.streams.Partial.Input;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatermarksTest {
    private static final Input ONE = new Input("events", 0);
    private static final Input TWO = new Input("events", 1);
    private static final List<Input> INPUTS = List.of(ONE, TWO);

    @TempDir
    private Path state;

    private CubeDriver cube;
    private KeyValueStore<String, Long> store;
    private Watermarks watermarks;

    @BeforeEach
    void start() {
        cube = new CubeDriver(state);
        store = cube.store(StreamNames.WATERMARKS_STORE);
        watermarks = new Watermarks(store, INPUTS);
    }

    @AfterEach
    void stop() {
        cube.close();
    }

    @Test
    void minimum_untilEachIsHeardOf_isNone() {
        watermarks.advance(ONE, NOON);

        assertThat(watermarks.minimum()).isEmpty();
    }

    @Test
    void minimum_ofTwo_isThatOfTheSlower() {
        watermarks.advance(ONE, NOON.plusSeconds(60));
        watermarks.advance(TWO, NOON);

        assertThat(watermarks.minimum()).contains(NOON);
    }

    @Test
    void advance_toAnEarlierTime_changesNothing() {
        watermarks.advance(ONE, NOON.plusSeconds(60));
        watermarks.advance(TWO, NOON.plusSeconds(60));
        watermarks.advance(TWO, NOON);

        assertThat(watermarks.minimum()).contains(NOON.plusSeconds(60));
    }

    @Test
    void advance_ofUnknownInput_isRefusedNamingIt() {
        assertThatExceptionOfType(ExactnessException.class)
                .isThrownBy(() -> watermarks.advance(new Input("events", 2), NOON))
                .withMessageContaining("partition=2");
    }

    @Test
    void watermarks_onTheSameStore_areRemembered() {
        watermarks.advance(ONE, NOON.plusSeconds(60));
        watermarks.advance(TWO, NOON);

        assertThat(new Watermarks(store, INPUTS).minimum()).contains(NOON);
    }
}
