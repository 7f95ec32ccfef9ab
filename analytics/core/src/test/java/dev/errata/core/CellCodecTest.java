package dev.errata.core;

import static dev.errata.core.Samples.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errata.contract.InvalidRecordException;
import dev.errata.core.Cell.Calls;
import dev.errata.core.Cell.Count;
import dev.errata.core.Cell.Errors;
import dev.errata.core.Cell.Traffic;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellCodecTest {
    private static final RateKey KEY = RateKey.of(Samples.event(NOON));
    private static final RateKey BARE = new RateKey("p", Collections.nCopies(Dimension.values().length, ""));

    static Stream<Cell> cells() {
        return Stream.of(
                new Cell(NOON, KEY, new Errors(7), true),
                new Cell(NOON, BARE, new Errors(0), false),
                new Cell(NOON, KEY, new Traffic(Long.MAX_VALUE, null), false),
                new Cell(NOON, BARE, new Traffic(90, new Calls(80, 2, 5)), true),
                new Cell(NOON, RateKey.ofApp("\u00fc", "\"a\\"), new Errors(1), true),
                new Cell(NOON, BARE, new Coverage(9, 7, 1, 0, 2, 0.8), true));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void decode_whatEncodeWrote_isTheSameCell(Cell cell) throws InvalidRecordException {
        assertThat(CellCodec.decode(CellCodec.encode(cell))).isEqualTo(cell);
    }

    @Test
    void encode_dimensionWithoutValue_isLeftOut() {
        assertThat(new String(CellCodec.encode(new Cell(NOON, BARE, new Errors(7), true)), UTF_8))
                .isEqualTo("{\"project\":\"p\",\"window\":\"2026-03-01T12:00:00Z\",\"errors\":7,\"closed\":true}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "[]",
                "{}",
                "{\"project\":\"p\",\"window\":\"2026-03-01T12:00:00Z\",\"closed\":true}",
                "{\"project\":\"p\",\"window\":\"noon\",\"errors\":7,\"closed\":true}",
                "{\"project\":\"p\",\"window\":\"2026-03-01T12:00:00Z\",\"errors\":\"many\",\"closed\":true}",
                "{\"project\":\"p\",\"window\":\"2026-03-01T12:00:00Z\",\"errors\":7}",
                "{\"window\":\"2026-03-01T12:00:00Z\",\"errors\":7,\"closed\":true}"
            })
    void decode_anythingElse_isRefused(String json) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> CellCodec.decode(json.getBytes(UTF_8)));
    }

    @Test
    void key_errorsAndTraffic_differ() {
        assertThat(key(new Errors(1))).isNotEqualTo(key(new Traffic(1, null)));
    }

    @Test
    void key_anotherValue_isTheSame() {
        assertThat(key(new Errors(1))).isEqualTo(key(new Errors(2)));
    }

    private static String key(Count count) {
        return CellCodec.key(new Cell(NOON, KEY, count, false));
    }
}
