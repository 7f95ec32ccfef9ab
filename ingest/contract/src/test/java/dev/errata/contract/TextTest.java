package dev.errata.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextTest {
    private static final String GRIN = "\uD83D\uDE00";

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    @Test
    void clean_goodText_isTheSameObject() {
        var text = "tab\t, é, \u0001, \uFFFF, " + GRIN;
        assertThat(Text.clean(text)).isSameAs(text);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void clean_anyText_survivesUtf8(int seed) {
        var text = anyText(seed);
        var cleaned = Text.clean(text);
        assertThat(new String(cleaned.getBytes(UTF_8), UTF_8))
                .as("seed %d", seed)
                .isEqualTo(cleaned)
                .hasSameSizeAs(text)
                .doesNotContain("\u0000");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void cut_anyText_isTheLongestPrefixThatFits(int seed) {
        var text = Text.clean(anyText(seed));
        var max = 1 + new Random(seed).nextInt(40);
        var cut = Text.cut(text, max);
        assertThat(text).as("seed %d", seed).startsWith(cut);
        assertThat(cut.length()).as("seed %d", seed).isBetween(Math.min(max - 1, text.length()), max);
        assertThat(Text.clean(cut)).as("seed %d", seed).isEqualTo(cut);

        var cutToBytes = Text.cutToBytes(text, max);
        var length = cutToBytes.getBytes(UTF_8).length;
        assertThat(text).as("seed %d", seed).startsWith(cutToBytes);
        assertThat(length).as("seed %d", seed).isEqualTo(Text.utf8Length(cutToBytes));
        assertThat(length).as("seed %d", seed).isBetween(Math.min(max - 3, Text.utf8Length(text)), max);
    }

    @ParameterizedTest
    @CsvSource({"4,abcd", "3,abc", "6,abcd" + GRIN, "5,abcd"})
    void cut_aroundASurrogatePair_keepsItWhole(int max, String kept) {
        assertThat(Text.cut("abcd" + GRIN, max)).isEqualTo(kept);
    }

    /** A mixture in which NULs, halves of surrogate pairs and whole ones are frequent. */
    private static String anyText(int seed) {
        var random = new Random(seed);
        var units = new char[] {'a', 0, 'é', '中', '\uD83D', '\uDE00', '\uD800', '\uDC00'};
        return random.ints(random.nextInt(60), 0, units.length)
                .mapToObj(i -> String.valueOf(units[i]))
                .reduce("", String::concat);
    }
}
