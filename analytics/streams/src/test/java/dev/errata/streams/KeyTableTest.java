package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.ErrorEventCodec;
import dev.errata.core.CountKey;
import dev.errata.core.EventJudge;
import dev.errata.core.TimeRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    private final EventJudge judge = new EventJudge(TimeRules.DEFAULT);
    private final KeyTable table = new KeyTable();

    @Test
    void keys_many_haveTheNumbersThatAMapWouldGive() {
        var seed = 20_261_126L;
        var random = new Random(seed);
        var expected = new HashMap<String, Integer>();
        for (int i = 0; i < 20_000; i++) {
            var code = random.nextInt(3_000);
            var judged = random.nextInt(3) * 10L;
            var key = key("code-" + code);
            var number = table.find(key, judged);
            var known = expected.putIfAbsent(code + "/" + judged, expected.size());
            assertThat(number).as("seed %d", seed).isEqualTo(known == null ? -1 : known);
            if (number < 0) {
                assertThat(table.add(key, judged)).as("seed %d", seed).isEqualTo(expected.size() - 1);
            }
        }
    }

    @Test
    void keys_ofAnyLength_differInEachByte() {
        var hashes = new HashMap<Integer, String>();
        for (int length = 1; length < 40; length++) {
            for (int at = 0; at < length; at++) {
                var code = "a".repeat(at) + 'b' + "a".repeat(length - at - 1);
                assertThat(hashes.put(key(code).hashCode(), code)).isNull();
            }
        }
    }

    @Test
    void key_copied_isEqualAndStays() {
        var copy = key("a").copy();

        assertThat(key("a")).isEqualTo(copy).hasSameHashCodeAs(copy);
        assertThat(key("b")).isNotEqualTo(copy);
        assertThat(Map.of(copy, 1)).containsKey(key("a"));
    }

    private CountKey key(String code) {
        var event = new ErrorEventCodec().encode(Samples.event(code, NOON));
        judge.judge(event, false, NOON.toEpochMilli(), null);
        return judge.key();
    }
}
