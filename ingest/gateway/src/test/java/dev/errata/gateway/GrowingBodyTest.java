package dev.errata.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowingBodyTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0, -1",
        "1, 1",
        "1, -1",
        "65536, 65536",
        "65536, -1",
        "65537, 65537",
        "300000, 300000",
        "300000, -1"
    })
    void readFrom_untilTheEnd_holdsAllOfIt(int length, long announced) throws IOException {
        var sent = new byte[length];
        new Random(length).nextBytes(sent);
        var in = new ByteArrayInputStream(sent);
        var body = new GrowingBody(announced);

        while (body.readFrom(in)) {
            assertThat(body.size()).isPositive();
        }

        assertThat(body.bytes()).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({"4000000", "-1"})
    void readFrom_littleOfMuch_takesUpLittle(long announced) throws IOException {
        var body = new GrowingBody(announced);

        assertThat(body.readFrom(new ByteArrayInputStream(new byte[10]))).isTrue();

        assertThat(body.bytes()).hasSize(10);
        assertThat(body.capacity()).isLessThanOrEqualTo(64 * 1024);
    }
}
