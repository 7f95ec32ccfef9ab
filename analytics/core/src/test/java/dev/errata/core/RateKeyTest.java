package dev.errata.core;

import static dev.errata.core.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RateKeyTest {

    @Test
    void seriesId_ofOneKey_isThisForever() {
        assertThat(RateKey.of(Samples.event(NOON)).seriesId())
                .isEqualTo(UUID.fromString("67ba58ee-3459-142b-bab4-0afdd031bc0d"));
    }

    @Test
    void seriesId_valueInAnotherDimension_differs() {
        var ids = new HashSet<UUID>();
        for (var dimension : Dimension.values()) {
            ids.add(withOnly(dimension, "x").seriesId());
        }

        assertThat(ids).hasSameSizeAs(Dimension.values());
    }

    @Test
    void seriesId_textMovedOverABorder_differs() {
        assertThat(new RateKey("ab", values("c")).seriesId()).isNotEqualTo(new RateKey("a", values("bc")).seriesId());
    }

    @Test
    void seriesId_anotherProject_differs() {
        assertThat(new RateKey("a", values("")).seriesId()).isNotEqualTo(new RateKey("b", values("")).seriesId());
    }

    @Test
    void of_event_takesEveryDimension() {
        assertThat(RateKey.of(Samples.event(NOON)).values())
                .containsExactly(
                        "prod",
                        "eu",
                        "checkout",
                        "deepseek",
                        "deepseek-v4-flash",
                        "429",
                        "rate_limit_exceeded",
                        "requests");
    }

    @Test
    void of_traffic_hasNoValueWhereCallsHaveNone() {
        var key = RateKey.of(Samples.traffic(NOON));

        assertThat(key.value(Dimension.MODEL)).isEqualTo("deepseek-v4-flash");
        assertThat(key.value(Dimension.CODE)).isEmpty();
    }

    @Test
    void values_ofAnotherNumber_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RateKey("a", List.of("x")));
    }

    @Test
    void toString_namesOnlyWhatIsThere() {
        assertThat(withOnly(Dimension.CODE, "x")).hasToString("a[code=x]");
    }

    private static RateKey withOnly(Dimension dimension, String value) {
        var values = new ArrayList<>(values(""));
        values.set(List.of(Dimension.values()).indexOf(dimension), value);
        return new RateKey("a", values);
    }

    private static List<String> values(String first) {
        var values = new ArrayList<>(Collections.nCopies(Dimension.values().length, ""));
        values.set(0, first);
        return values;
    }

    @Test
    void ofBytes_ofItsOwnBytes_isTheSameKey() {
        for (var key : List.of(
                RateKey.of(Samples.event(Samples.NOON)),
                RateKey.of(Samples.emptyEvent()),
                RateKey.otherErrors("caf\u00e9"),
                RateKey.otherTraffic("shop"))) {
            var bytes = key.toBytes();
            assertThat(RateKey.ofBytes(bytes, 0, bytes.length)).isEqualTo(key);
        }
    }
}
