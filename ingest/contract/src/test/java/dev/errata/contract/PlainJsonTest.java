package dev.errata.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick parser reads what the full one reads, to the same tree, or leaves it. */
class PlainJsonTest {
    private static final int RECORDS = 5_000;
    private static final String NOISE = "\"\\{}[]:,0123456789-+.eE \t\n\u0000\u007fntfaé";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " { } \n",
                "{\"a\":\"b\"}",
                "{\"a\" : 1 , \"b\":0,\"c\":2147483648,\"d\":999999999999999999}",
                "{\"a\":true,\"b\":false,\"c\":null}",
                "{\"a\":{\"b\":{\"c\":\"d\"}},\"e\":{}}",
                "{\"status\":429,\"message\":\"Rate limit (TPM): ~ \u007f\"}"
            })
    void read_plainObject_isTheFullParsersTree(String json) throws InvalidRecordException {
        var bytes = json.getBytes(UTF_8);

        assertThat(PlainJson.read(bytes)).isNotNull().isEqualTo(Json.parseInFull(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"a\":1",
                "{\"a\":1}}",
                "{\"a\":1}x",
                "{\"a\":1}\u0000",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":-1}",
                "{\"a\":1.5}",
                "{\"a\":1e3}",
                "{\"a\":1234567890123456789}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":[]}",
                "{\"a\":\"\\n\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"é\"}",
                "{\"a\":tru}",
                "{\"a\":nulll}",
                "{\"a\":\"b}"
            })
    void read_anythingElse_isLeft(String json) {
        assertThat(PlainJson.read(json.getBytes(UTF_8))).isNull();
    }

    @Test
    void read_randomRecordsWithNoise_isTheFullParsersTreeOrNothing() throws InvalidRecordException {
        var seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        var records = new RandomRecords(random);
        for (int i = 0; i < RECORDS; i++) {
            var bytes = new ErrorEventCodec().encode(records.event());
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) NOISE.charAt(random.nextInt(NOISE.length()));
            }
            var plain = PlainJson.read(bytes);
            if (plain != null) {
                assertThat(plain).as("seed %d", seed).isEqualTo(Json.parseInFull(bytes));
            }
        }
    }
}
