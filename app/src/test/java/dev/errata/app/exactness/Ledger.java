package dev.errata.app.exactness;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What was promised for each event, a byte for each number, in a file. Each number belongs to one sender, so that only its
 * thread writes there.
 */
final class Ledger {
    /** What a sender knows of an event. */
    enum Outcome {
        /** It never left. */
        UNSENT,
        /** It was sent, and nobody knows more. */
        UNKNOWN,
        /** A 2xx: it must be kept. */
        ACKED,
        /** A refusal for good: it must not be kept. */
        REJECTED
    }

    /** In the order in which they are written down. */
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

    private final MappedByteBuffer bytes;

    private Ledger(MappedByteBuffer bytes) {
        this.bytes = bytes;
    }

    static Ledger create(Path file, int events) throws IOException {
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Ledger(channel.map(FileChannel.MapMode.READ_WRITE, 0, events));
        }
    }

    /** How many events it has room for. */
    int capacity() {
        return bytes.capacity();
    }

    Outcome of(long number) {
        return number < 0 || number >= bytes.capacity() ? Outcome.UNSENT : OUTCOMES.get(bytes.get((int) number));
    }

    /** Before it leaves. What is known of an earlier send stays. */
    void sent(long number) {
        if (of(number) == Outcome.UNSENT) {
            put(number, Outcome.UNKNOWN);
        }
    }

    void acked(long number) {
        put(number, Outcome.ACKED);
    }

    void rejected(long number) {
        put(number, Outcome.REJECTED);
    }

    long count(Outcome outcome) {
        var count = 0L;
        var code = code(outcome);
        for (int number = 0; number < bytes.capacity(); number++) {
            if (bytes.get(number) == code) {
                count++;
            }
        }
        return count;
    }

    private void put(long number, Outcome outcome) {
        bytes.put((int) number, code(outcome));
    }

    private static byte code(Outcome outcome) {
        return (byte) OUTCOMES.indexOf(outcome);
    }
}
