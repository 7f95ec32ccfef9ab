package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
    private static final int RUNS = 200;

    static IntStream seeds() {
        return IntStream.range(0, RUNS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void decode_encodedRecord_isTheRecord(int seed) throws InvalidRecordException {
        survives(seed, new ErrorEventCodec(), RandomRecords::event);
        survives(seed, new TrafficRecordCodec(), RandomRecords::traffic);
        survives(seed, new CallOutcomeCodec(), RandomRecords::outcome);
    }

    private static <R> void survives(int seed, RecordCodec<R> codec, Function<RandomRecords, R> records)
            throws InvalidRecordException {
        var record = records.apply(new RandomRecords(new Random(seed)));
        var bytes = codec.encode(record);
        assertThat(codec.decode(bytes)).as("seed %d", seed).isEqualTo(record);
        assertThat(codec.encode(codec.decode(bytes))).as("seed %d", seed).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void decode_anyText_isIdempotent(int seed) throws InvalidRecordException {
        var codec = new ErrorEventCodec();
        var once = codec.decode(Events.json(dirty(new Random(seed))));
        var twice = codec.decode(codec.encode(once));
        assertThat(twice).as("seed %d", seed).isEqualTo(once);
    }

    /** Any code unit, so lone surrogates and NULs too, of any length around the limits. */
    private static String[] dirty(Random random) {
        return Stream.of("app", "request_id", "message", "raw_body", "trace_id")
                .flatMap(name -> Stream.of(name, "\"" + escaped(random, name) + "\""))
                .toArray(String[]::new);
    }

    private static String escaped(Random random, String name) {
        var max = name.equals("message") ? Limits.MESSAGE_CHARS + 10 : 2 * Limits.LABEL_CHARS;
        var text = new StringBuilder();
        random.ints(random.nextInt(max), 0, random.nextBoolean() ? 0x10000 : 0x80)
                .forEach(unit -> text.append("\\u" + HexFormat.of().toHexDigits((char) unit)));
        return text.toString();
    }

    @Test
    void encode_largestRecord_fitsTheLimit() throws InvalidRecordException {
        var codec = new ErrorEventCodec();
        var label = "\u0001".repeat(Limits.LABEL_CHARS);
        var id = "\\".repeat(Limits.ID_CHARS);
        var value = "\u0001".repeat(Limits.ATTRIBUTE_BYTES / Limits.ATTRIBUTES - 1);
        var attributes = IntStream.range(0, Limits.ATTRIBUTES)
                .boxed()
                .collect(Collectors.toMap(i -> Character.toString('A' + i), i -> value));
        var event = new ErrorEvent(
                new UUID(0x7000, Long.MIN_VALUE),
                Instant.EPOCH,
                new Caller(label, label, label, label, label),
                new Target(label, label, label, true, label),
                new Failure(999, label, label, "\u0001".repeat(Limits.MESSAGE_CHARS), label),
                new Ids(id, id, id, id, id),
                new Attempt(1, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, label),
                "\u0001".repeat(Limits.RAW_BODY_BYTES),
                attributes,
                List.of());
        assertThat(codec.encode(event)).hasSizeBetween(Limits.MESSAGE_CHARS * 6, Limits.RECORD_BYTES - 1_000);
        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }
}
