package dev.errata.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.quick.EncodedEvent;
import dev.errata.contract.redact.Redactor;
import dev.errata.http.ApiException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole body the way the gateway takes it: decompressed, split, read, redacted, written; anything wrong with it is
 * said in one of the three ways that lead to an answer. What takes the short way gives what the long way gives. The input's first byte chooses kind, format and encoding.
 */
public final class BodiesFuzz {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
    private static final List<RecordKind<?>> KINDS = List.of(
            new EventKind(), new ErrorKind(CLOCK), new TrafficKind(Duration.ofMinutes(10), CLOCK), new OutcomeKind());

    private static final List<Format> FORMATS = List.of(Format.JSON, Format.NDJSON);
    private static final List<Encoding> ENCODINGS = List.of(Encoding.IDENTITY, Encoding.GZIP, Encoding.ZSTD);

    private static final byte[] NOTHING = {};

    private BodiesFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        var choice = Byte.toUnsignedInt(input[0]);
        var kind = KINDS.get(choice % KINDS.size());
        var format = FORMATS.get(choice / 4 % FORMATS.size());
        var encoding = ENCODINGS.get(choice / 8 % ENCODINGS.size());
        try {
            take(kind, format.split(encoding.decode(Arrays.copyOfRange(input, 1, input.length), MAX_BYTES)), input);
        } catch (ApiException | IOException e) {
            // an answer of its own
        }
    }

    private static <R> void take(RecordKind<R> kind, List<Item> items, byte[] body) {
        var place = new Place.Body("default", body);
        var shortcut = kind.shortcut("default", Redactor.STANDARD);
        for (int index = 0; index < items.size(); index++) {
            var quick = shortcut.take(items.get(index));
            try {
                var read = kind.read(items.get(index).json(), new Place(place, index));
                var record = kind.admit(kind.redact(read, Redactor.STANDARD), "default");
                write(kind, record);
                check(quick, kind.key(record), kind.codec().encode(record));
            } catch (InvalidRecordException e) {
                // said of this record
                check(quick, "", NOTHING);
            }
        }
    }

    private static void check(@Nullable EncodedEvent quick, String key, byte[] value) {
        if (quick != null && !(Arrays.equals(quick.value(), value) && new String(quick.key(), UTF_8).equals(key))) {
            throw new AssertionError("the short way leads elsewhere");
        }
    }

    /** What was accepted must be readable downstream. */
    static <R> void write(RecordKind<R> kind, R record) {
        try {
            kind.codec().decode(kind.codec().encode(record));
        } catch (InvalidRecordException e) {
            throw new AssertionError("what was accepted cannot be read again", e);
        }
    }
}
