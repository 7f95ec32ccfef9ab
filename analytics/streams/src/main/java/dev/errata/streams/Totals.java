package dev.errata.streams;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.Cell;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Totals of one source, or the sum over several.
 *
 * @param seq of the record that told them; of a sum it means nothing
 * @param requests attempts
 * @param knowing how many sources know of logical calls
 * @param calls of those sources
 */
record Totals(long seq, long requests, long knowing, Cell.Calls calls) {
    static final Totals NONE = new Totals(0, 0, 0, new Cell.Calls(0, 0, 0));

    private static final int BYTES = 6 * Long.BYTES;

    static Totals of(TrafficRecord record) {
        var calls = record.calls();
        return calls == null
                ? new Totals(record.seq(), record.requests(), 0, NONE.calls)
                : new Totals(
                        record.seq(),
                        record.requests(),
                        1,
                        new Cell.Calls(calls.total(), calls.failed(), calls.rescued()));
    }

    static Totals read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return NONE;
        }
        var in = ByteBuffer.wrap(bytes);
        return new Totals(
                in.getLong(), in.getLong(), in.getLong(), new Cell.Calls(in.getLong(), in.getLong(), in.getLong()));
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(seq)
                .putLong(requests)
                .putLong(knowing)
                .putLong(calls.total())
                .putLong(calls.failed())
                .putLong(calls.rescued())
                .array();
    }

    /** This sum with a source's totals in place of what it had told before. */
    Totals with(Totals now, Totals before) {
        return new Totals(
                0,
                requests + now.requests - before.requests,
                knowing + now.knowing - before.knowing,
                new Cell.Calls(
                        calls.total() + now.calls.total() - before.calls.total(),
                        calls.failed() + now.calls.failed() - before.calls.failed(),
                        calls.rescued() + now.calls.rescued() - before.calls.rescued()));
    }

    Cell.Traffic cell() {
        return new Cell.Traffic(requests, knowing == 0 ? null : calls);
    }
}
