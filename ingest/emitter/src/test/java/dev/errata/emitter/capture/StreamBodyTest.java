package dev.errata.emitter.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamBodyTest {
    private static final String GOOD = "data: {\"error\":null,\"text\":\"an \\\"error\\\"\"}\n\n";
    private static final String BAD = "data: {\"error\":{\"code\":\"x\"}}\n\n";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void errorEvent_isFound_howeverTheBytesAreCut(String lineEnd) {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var stream = (": hello\n\n" + GOOD.repeat(50) + BAD + GOOD)
                .replace("\n", lineEnd)
                .getBytes(UTF_8);
        var body = new StreamBody(200, Map.of(), true);
        for (int at = 0; at < stream.length; ) {
            var length = Math.min(1 + random.nextInt(40), stream.length - at);
            body.read(ByteBuffer.wrap(stream, at, length));
            at += length;
        }
        assertThat(body.error())
                .as("seed %d", seed)
                .hasValueSatisfying(text -> assertThat(text).contains("\"code\":\"x\""));
        assertThat(body.wants()).isFalse();
    }

    @Test
    void namedErrorEvent_isAnError_whateverItsData() {
        var body = new StreamBody(200, Map.of(), true);
        body.read(ByteBuffer.wrap("event:error\ndata: it broke".getBytes(UTF_8)));
        assertThat(body.error()).isEmpty();
        assertThat(body.errorAtEnd()).isPresent();
    }

    @Test
    void jsonLines_areLookedAtOneByOne() {
        var body = new StreamBody(200, Map.of(), false);
        body.read(ByteBuffer.wrap("{\"response\":\"a\"}\n{\"error\":\"model not found\"}\n".getBytes(UTF_8)));
        assertThat(body.error()).hasValue("{\"error\":\"model not found\"}");
    }

    @Test
    void recordThatIsTooLong_isSkipped_andTheNextIsSeen() {
        var body = new StreamBody(200, Map.of(), true);
        var huge = "data: " + "x".repeat(1000);
        for (int part = 0; part < 1000; part++) {
            body.read(ByteBuffer.wrap(huge.getBytes(UTF_8)));
        }
        body.read(ByteBuffer.wrap(("\n\n" + BAD).getBytes(UTF_8)));
        assertThat(body.error()).isPresent();
    }
}
