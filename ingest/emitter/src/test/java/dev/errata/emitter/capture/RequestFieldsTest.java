package dev.errata.emitter.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestFieldsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"m\",\"stream\":true} | m | true | false",
                "{\"messages\":[{\"model\":\"inner\",\"stream\":true}],\"model\" : \"m\"} | m | | true",
                "{\"text\":\"\\\"model\\\":\\\"no\\\"\",\"stream\": false, \"model\":\"a\\/b\"} | a/b | false | false",
                "{\"model\":null,\"stream\":\"true\"} | | | true",
                "{\"messages\":[],\"mod | | | false",
                "{\"model\":\"cut | | | false",
                "[{\"model\":\"m\"}] | | | false",
                "model=m&stream=true | | | false",
                "`` | | | false",
                "  {} | | | true",
            })
    void modelAndStream_areReadAtTheTopLevelOnly(String json, String model, Boolean stream, boolean whole) {
        var bytes = json.getBytes(UTF_8);
        assertThat(RequestFields.of(bytes, 0, bytes.length)).isEqualTo(new RequestFields(model, stream, whole));
    }

    @Test
    void anyBytes_areRead_withoutFailing() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var alphabet = "{}[]\",:\\tfmodelstream ".getBytes(UTF_8);
        for (int run = 0; run < 20_000; run++) {
            var bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = alphabet[random.nextInt(alphabet.length)];
            }
            assertThat(RequestFields.of(bytes, 0, bytes.length))
                    .as("seed %d: %s", seed, Arrays.toString(bytes))
                    .isNotNull();
        }
    }

    @Test
    void moreThanTheBudget_isNotRead() {
        var json = ("{\"a\":\"" + "x".repeat(RequestFields.BUDGET) + "\",\"model\":\"m\"}").getBytes(UTF_8);
        assertThat(RequestFields.of(json, 0, json.length)).isEqualTo(RequestFields.NONE);
    }
}
