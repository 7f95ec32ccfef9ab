package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.streams.CellKey.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** The bytes of the stores' keys. */
class KeysTest {

    @Test
    void cellKey_written_tellsItsParts() {
        var key = cell(NOON, "\u00fc");

        assertThat(CellKey.window(key)).isEqualTo(NOON);
        assertThat(CellKey.kind(key)).isEqualTo(Kind.TRAFFIC);
        assertThat(CellKey.series(key)).isEqualTo(Samples.key("\u00fc"));
        assertThat(CellKey.project(key)).isEqualTo("shop");
    }

    @Test
    void block_written_tellsItsPartsAndBeginsLikeItsProject() {
        var key = CellKey.block(NOON, "shop", 7);

        assertThat(CellKey.window(key)).isEqualTo(NOON);
        assertThat(CellKey.kind(key)).isEqualTo(Kind.ERRORS);
        assertThat(CellKey.project(key)).isEqualTo("shop");
        assertThat(key.get()).startsWith(CellKey.blocks(NOON, "shop").get());
        assertThat(key).isNotEqualTo(CellKey.block(NOON, "shop", 8));
        assertThat(Arrays.copyOf(key.get(), CellKey.blocks(NOON, "sho").get().length))
                .isNotEqualTo(CellKey.blocks(NOON, "sho").get());
    }

    @Test
    void cellKeys_asBytes_sortByWindow() {
        var seed = 20260301L;
        var random = new Random(seed);
        var keys = new ArrayList<Bytes>();
        for (int i = 0; i < 500; i++) {
            var window = Instant.ofEpochSecond(random.nextLong(400_000_000) * 10);
            keys.add(cell(window, "code" + random.nextInt(1_000)));
        }
        keys.sort(Comparator.naturalOrder());

        assertThat(keys).as("seed %d", seed).isSortedAccordingTo(Comparator.comparing(key -> CellKey.window(key)));
    }

    @Test
    void share_always_beginsWithItsCellAndItsWindow() {
        var cell = cell(NOON, "code");
        var share = CellKey.share(cell, "one", "POST /v1/chat");

        assertThat(share.get())
                .startsWith(cell.get())
                .startsWith(CellKey.totals(NOON).get());
        assertThat(CellKey.project(share)).isEqualTo("shop");
    }

    @Test
    void cellKey_asBytes_beginsNoOther() {
        var shorter = cell(NOON, "code").get();
        var longer = cell(NOON, "code1").get();

        assertThat(Arrays.copyOf(longer, shorter.length)).isNotEqualTo(shorter);
    }

    private static Bytes cell(Instant window, String code) {
        return CellKey.of(window, Kind.TRAFFIC, Samples.key(code).toBytes());
    }
}
