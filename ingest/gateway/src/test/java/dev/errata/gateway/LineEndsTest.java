package dev.errata.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

class LineEndsTest {
    private static final String BYTES = "\n\t\u000b\u0000\u008a\u0001\u00ff";

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @RepeatedTest(2_000)
    void next_anyBytes_isTheFirstLineFeed() {
        var text = new byte[random.nextInt(40)];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) BYTES.charAt(random.nextInt(4) == 0 ? random.nextInt(BYTES.length()) : 2);
        }
        var start = random.nextInt(text.length + 1);
        var expected = start;
        while (expected < text.length && text[expected] != '\n') {
            expected++;
        }

        assertThat(LineEnds.next(text, start)).as("seed %d", seed).isEqualTo(expected);
    }
}
