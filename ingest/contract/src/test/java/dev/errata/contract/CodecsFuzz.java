package dev.errata.contract;

import java.util.List;

/** Bytes as any of the records: refused as invalid, or read so that writing and reading it again changes nothing. */
public final class CodecsFuzz {
    private static final List<RecordCodec<?>> CODECS =
            List.of(new ErrorEventCodec(), new TrafficRecordCodec(), new CallOutcomeCodec());

    private CodecsFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        CODECS.forEach(codec -> check(codec, input));
    }

    private static <R> void check(RecordCodec<R> codec, byte[] input) {
        R record;
        try {
            record = codec.decode(input);
        } catch (InvalidRecordException e) {
            return;
        }
        var bytes = codec.encode(record);
        try {
            if (!codec.decode(bytes).equals(record)) {
                throw new AssertionError("another record after a round trip");
            }
        } catch (InvalidRecordException e) {
            throw new AssertionError("what was written cannot be read", e);
        }
    }
}
