package dev.errata.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.RateKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountsTest {
    private static final long WINDOW = 1_000;
    private static final int PIECES = 20;
    private static final byte[] KEY =
            new RateKey("shop", List.of("prod", "eu", "checkout", "deepseek", "small", "429", "", "")).toBytes();

    private final MapTable table = new MapTable();
    private final Part part = Part.of(table, Part.Kind.COUNTS, "shop");

    @Test
    void settle_ofManyPieces_leavesOneEntryThatIsReadAgainAndForgotten() {
        var counts = new Counts(part, new SeriesNames(), 10);
        for (int i = 0; i < PIECES; i++) {
            counts.add(WINDOW, List.of(new Monitor.Counted(KEY, 1)));
        }
        assertThat(table.size()).isEqualTo(PIECES);

        counts.settle(WINDOW);

        assertThat(table.size()).isEqualTo(1);
        var again = new Counts(part, new SeriesNames(), 10);
        table.forEach((key, value) -> again.load(key.substring(part.prefix().length()), value));
        assertThat(again.sum(WINDOW, _ -> true)).isEqualTo(PIECES);
        again.forgetBefore(WINDOW + Watched.BIN);
        assertThat(table.size()).isZero();
    }
}
