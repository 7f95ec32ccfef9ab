package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Random;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** The bytes of the stores' keys. */
class KeysTest {

    @Test
    void cellKey_writtenAndRead_isTheSame() {
        var key = new CellKey(NOON, Samples.key("ü"));

        assertThat(roundTrip(CellKey.serde(), key)).isEqualTo(key);
    }

    @Test
    void sourceKey_writtenAndRead_isTheSame() {
        var key = SourceKey.of(Samples.traffic("one", 1, NOON, 90));

        assertThat(roundTrip(SourceKey.serde(), key)).isEqualTo(key);
    }

    @Test
    void cellKeys_asBytes_sortByWindow() {
        var seed = 20260301L;
        var random = new Random(seed);
        var keys = new ArrayList<CellKey>();
        for (int i = 0; i < 500; i++) {
            keys.add(new CellKey(window(random), Samples.key("code" + random.nextInt(1_000))));
        }
        Collections.shuffle(keys, random);
        keys.sort(Comparator.comparing(CellKey::toBytes, Arrays::compareUnsigned));

        assertThat(keys).as("seed %d", seed).isSortedAccordingTo(Comparator.comparing(CellKey::window));
    }

    @Test
    void sourceKey_asBytes_beginsWithItsCell() {
        var key = SourceKey.of(Samples.traffic("one", 1, NOON, 90));

        assertThat(bytes(SourceKey.serde(), key)).startsWith(key.cell().toBytes());
    }

    @Test
    void cellKey_asBytes_beginsNoOther() {
        var shorter = new CellKey(NOON, Samples.key("code")).toBytes();
        var longer = new CellKey(NOON, Samples.key("code1")).toBytes();

        assertThat(Arrays.copyOf(longer, shorter.length)).isNotEqualTo(shorter);
    }

    private static Instant window(Random random) {
        return Instant.ofEpochSecond(random.nextLong(400_000_000) * 10);
    }

    private static <T> T roundTrip(Serde<T> serde, T value) {
        return serde.deserializer().deserialize("any", bytes(serde, value));
    }

    private static <T> byte[] bytes(Serde<T> serde, T value) {
        return serde.serializer().serialize("any", value);
    }
}
