package dev.errata.contract.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateTest {
    private static final long SEED = 3_141;
    private static final String ALPHABET = "a7 '\"`[]{}:,./-_=*\\%é请\n";

    @ParameterizedTest
    @MethodSource("lines")
    void of_message_leavesWhatNeverVaries(String line) {
        var columns = line.replace("¦", "").split("\t", -1);

        assertThat(MessageTemplate.of(columns[0])).isEqualTo(columns[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ":", "'", "[redacted:", "{\"a\":", "…", "\uD83D"})
    void of_scraps_isShort(String message) {
        assertThat(MessageTemplate.of(message)).hasSizeLessThan(4);
    }

    @Test
    void of_anything_neverFails() {
        var random = new SplittableRandom(SEED);
        for (int run = 0; run < 5_000; run++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            assertThat(MessageTemplate.of(text.toString()))
                    .as("seed %d: %s", SEED, text)
                    .isNotNull();
        }
    }

    static Stream<String> lines() throws IOException {
        try (var in = Objects.requireNonNull(MessageTemplateTest.class.getResourceAsStream("templates.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"));
        }
    }
}
