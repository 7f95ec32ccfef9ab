package dev.errata.gateway;

import static dev.errata.gateway.GatewayFixture.JSON;
import static dev.errata.gateway.GatewayFixture.event;
import static dev.errata.gateway.GatewayFixture.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the bad-input catalogue that are about compressed bodies. */
class BadCompressionTest {
    private static final int MIB = 1024 * 1024;

    private final RecordingLog log = new RecordingLog();

    @AutoClose
    private final GatewayFixture gateway = new GatewayFixture(log);

    static Stream<Arguments> bombs() {
        return Stream.of(
                Arguments.of("B19 ratio 1000:1", gzip(new byte[4 * MIB])),
                Arguments.of("B19 over 16 MiB", gzip(letters(17 * MIB))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void gzip_bomb_is413(String row, byte[] bomb) {
        assertThat(gateway.post("/v1/events", JSON, bomb, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(413);
    }

    static Stream<Arguments> damaged() {
        var zipped = gzip(event().getBytes(UTF_8));
        var wrongSum = zipped.clone();
        wrongSum[zipped.length - 5] ^= 1;
        var hugeWindow = new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0x00, (byte) 0xA8, 0x01, 0x00, 0x00};
        return Stream.of(
                Arguments.of("B19 nested gzip", "gzip", gzip(zipped)),
                Arguments.of("B20 truncated gzip", "gzip", Arrays.copyOf(zipped, zipped.length - 9)),
                Arguments.of("B20 short gzip", "gzip", Arrays.copyOf(zipped, 3)),
                Arguments.of("B20 wrong CRC", "gzip", wrongSum),
                Arguments.of("B20 trailing garbage", "gzip", joined(zipped, "garbage".getBytes(UTF_8))),
                Arguments.of("B20 two members", "gzip", joined(zipped, zipped)),
                Arguments.of("B20 not gzip", "gzip", event().getBytes(UTF_8)),
                Arguments.of("B20 not zstd", "zstd", event().getBytes(UTF_8)),
                Arguments.of("B22 zstd with a 2 GiB window", "zstd", hugeWindow));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damaged")
    void compression_damaged_is400(String row, String encoding, byte[] body) {
        var answer = gateway.post("/v1/events", JSON, body, "Content-Encoding", encoding);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(log.records).isEmpty();
    }

    @ParameterizedTest(name = "B21 {0}")
    @ValueSource(strings = {"br", "gzip, gzip", "x-unknown", "deflate"})
    void encoding_unknown_is415(String encoding) {
        var answer = gateway.post("/v1/events", JSON, event(), "Content-Encoding", encoding);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("accept-encoding")).contains("gzip, zstd, identity");
    }

    private static byte[] letters(int count) {
        var letters = new byte[count];
        var random = new Random(7);
        for (int i = 0; i < count; i++) {
            letters[i] = (byte) ('a' + random.nextInt(2));
        }
        return letters;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
