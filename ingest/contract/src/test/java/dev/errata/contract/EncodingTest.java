package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;

/** Bytes are written straight from the record; they are those of its tree. */
class EncodingTest {
    private final long seed = System.nanoTime();
    private final RandomRecords records = new RandomRecords(new SplittableRandom(seed));

    @RepeatedTest(200)
    void encode_anyRecord_isItsTreeAsBytes() {
        isItsTree(new ErrorEventCodec(), records.event());
        isItsTree(new TrafficRecordCodec(), records.traffic());
        isItsTree(new CallOutcomeCodec(), records.outcome());
    }

    private <R> void isItsTree(RecordCodec<R> codec, R record) {
        assertThat(codec.encode(record)).as("seed %d", seed).isEqualTo(Json.write(codec.toJson(record)));
    }
}
