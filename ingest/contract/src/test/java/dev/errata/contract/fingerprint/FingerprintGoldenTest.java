package dev.errata.contract.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fingerprints are stored: those of yesterday's version, and of any restart, must be those of today. */
class FingerprintGoldenTest {
    private static final long SEED = 2_718;

    record Line(String fingerprint, @Nullable Integer status, String code, String type, String message) {}

    @ParameterizedTest
    @MethodSource("lines")
    void of_recordedError_isWhatItWas(Line line) {
        assertThat(of(line, line.message)).isEqualTo(line.fingerprint);
        assertThat(Fingerprint.ofBits(Fingerprint.bits(line.fingerprint))).isEqualTo(line.fingerprint);
    }

    @Test
    void file_holdsFiftyErrors_allTellable() throws IOException {
        assertThat(lines().map(Line::fingerprint)).hasSize(50).doesNotHaveDuplicates();
    }

    /** Each time other digits for the same digits, as of another call. */
    @Test
    void of_recordedError_withOtherNumbers_isTheSame() throws IOException {
        var random = new SplittableRandom(SEED);
        for (var line : lines().filter(line -> !hasStatus(line.message)).toList()) {
            for (int run = 0; run < 20; run++) {
                var other = new HashMap<Character, Character>();
                var message = line.message
                        .chars()
                        .mapToObj(c -> c >= '0' && c <= '9'
                                ? other.computeIfAbsent((char) c, digit -> (char) ('0' + random.nextInt(10)))
                                : (char) c)
                        .map(String::valueOf)
                        .collect(Collectors.joining());
                assertThat(of(line, message)).as("seed %d: %s", SEED, message).isEqualTo(line.fingerprint);
            }
        }
    }

    /** A status in the text tells errors apart, and so does a number that turns into one. */
    private static boolean hasStatus(String message) {
        return message.matches(".*(?:^|\\b(?:status|code|error|http)\\W{1,3})\\d{3}\\b.*");
    }

    private static String of(Line line, String message) {
        return Fingerprint.of(
                line.status, line.code.isEmpty() ? null : line.code, line.type.isEmpty() ? null : line.type, message);
    }

    static Stream<Line> lines() throws IOException {
        try (var in = Objects.requireNonNull(FingerprintGoldenTest.class.getResourceAsStream("fingerprints.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t", -1)))
                    .map(parts -> new Line(
                            parts.get(0),
                            parts.get(1).isEmpty() ? null : Integer.valueOf(parts.get(1)),
                            parts.get(2),
                            parts.get(3),
                            parts.get(4)));
        }
    }
}
