package dev.errata.streams;

import dev.errata.core.Portions;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Errors of one project in one window as the store has them: in numbered blocks, of which each says what came with it. To
 * write a thousand counts so costs little more than to write one. From time to time blocks with the whole sums take the
 * place of all of them. One thread.
 */
final class ErrorBlocks {
    /** All sums are written rather than what came where they are at most so many times as many. */
    private static final int HARDLY_MORE = 4;

    /** And at most so many, which mostly fill one block. */
    private static final int FEW = 1_000;

    /** There are at most so many times as many entries as sums. */
    private static final int MUCH_MORE = 5;

    /** A quiet window need not have so many. */
    private static final double MORE = 1.5;

    private static final byte VERSION = 1;

    private final KeyValueStore<Bytes, byte[]> store;
    private final Instant window;
    private final String project;
    private int blocks;
    private long entries;

    /** So many more errors of a series. */
    record Entry(Bytes series, long errors) {}

    ErrorBlocks(KeyValueStore<Bytes, byte[]> store, Instant window, String project) {
        this.store = store;
        this.window = window;
        this.project = project;
    }

    /** Shows all that the store has; sums are for the reader to make. */
    void read(Consumer<Entry> reader) {
        blocks = 0;
        entries = 0;
        try (var found = store.prefixScan(CellKey.blocks(window, project), new BytesSerializer())) {
            found.forEachRemaining(block -> {
                entries += read(block.value, reader);
                blocks++;
            });
        }
    }

    private static int read(byte[] block, Consumer<Entry> reader) {
        var in = new Binary.Reader(block);
        var version = in.octet();
        if (version != VERSION) {
            throw new SerializationException("block of unknown version " + version);
        }
        var size = in.int32();
        for (int i = 0; i < size; i++) {
            reader.accept(new Entry(Bytes.wrap(in.block()), in.int64()));
        }
        return size;
    }

    /** Whether it is better to {@link #replace} the blocks, which would be so many sums, than to append what came. */
    boolean isReplacementCheaper(int sums, int came) {
        return sums <= Math.min(HARDLY_MORE * came, FEW) || entries + came > (long) MUCH_MORE * sums;
    }

    /** Whether much of it would go if sums took its place: entries, or records. */
    boolean isLoose(int sums) {
        return entries > MORE * sums || blocks > 2 * Math.ceilDiv(sums, FEW);
    }

    /** Writes down what came: no more than fits into a record. */
    void append(List<Entry> came) {
        var block = new Binary.Writer();
        block.octet(VERSION);
        block.int32(came.size());
        for (var entry : came) {
            block.block(entry.series.get());
            block.int64(entry.errors);
        }
        store.put(CellKey.block(window, project, blocks), block.toBytes());
        blocks++;
        entries += came.size();
    }

    /** Sums take the place of all that came before. */
    void replace(List<Entry> sums) {
        var before = blocks;
        blocks = 0;
        entries = 0;
        Portions.of(sums, entry -> entry.series.get().length).forEach(this::append);
        delete(blocks, before);
    }

    /** Removes it from the store. */
    void delete() {
        delete(0, blocks);
    }

    private void delete(int from, int to) {
        for (int number = from; number < to; number++) {
            store.delete(CellKey.block(window, project, number));
        }
    }
}
