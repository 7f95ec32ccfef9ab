package dev.errata.app.backtest;

import static java.util.Comparator.comparingLong;

import dev.errata.app.backtest.RecordedEvents.Arrived;
import dev.errata.contract.InvalidRecordException;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A file of events in any order, read in the order in which they came. An export is ordered by when things happened: read as
 * it stands, one event that came three hours late would put the clock three hours ahead of all that follow it.
 *
 * <p>The file is gone through twice. First only the place of each line is noted, under the second in which it came; then
 * those seconds are read one after the other, and what came in one of them is put in order. So memory holds a number for each
 * event and the events of one second: some 150 MB for ten million of them in a week, however long their lines are. Sorting
 * runs on disk would need still less, and a temporary file as large as the recording. The lines stay in the file, which is
 * mapped: what was written nearly in order, or nearly in reverse, is read from the disk nearly in order.
 *
 * <p>Lines that are no events are told and passed over.
 */
final class EventFile implements Closeable {
    private static final int SECOND = 1_000;
    private static final long USUAL_LINE = 1024;

    private final Path file;
    private final LongConsumer read;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment bytes;
    private final TreeMap<Long, Lines> seconds = new TreeMap<>();

    private Iterator<Arrived> second = Collections.emptyIterator();
    private long done;

    /**
     * Goes through the file for the first time.
     *
     * @param bad is told of each line that is passed over
     * @param read is told how many bytes it has gone through, of twice the file's size
     */
    EventFile(Path file, Consumer<String> bad, LongConsumer read) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is no file that can be read twice");
        }
        this.file = file;
        this.read = read;
        try (var channel = FileChannel.open(file)) {
            this.bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            order(bad);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private void order(Consumer<String> bad) {
        long number = 0;
        var line = new byte[0];
        for (long from = 0; from < bytes.byteSize(); from += line.length + 1L) {
            number++;
            line = line(from);
            if (!isBlank(line)) {
                try {
                    var at = RecordedEvents.arrival(line);
                    seconds.computeIfAbsent(Math.floorDiv(at, SECOND), _ -> new Lines())
                            .add(from);
                } catch (InvalidRecordException e) {
                    bad.accept(file + ", line " + number + ": " + e.getMessage());
                }
            }
        }
    }

    /** The next event that came; empty when all have. */
    Optional<Arrived> next() throws IOException {
        if (!second.hasNext() && !seconds.isEmpty()) {
            second = inOrder(seconds.pollFirstEntry().getValue()).iterator();
        }
        return second.hasNext() ? Optional.of(second.next()) : Optional.empty();
    }

    private List<Arrived> inOrder(Lines lines) throws IOException {
        var events = new ArrayList<Arrived>(lines.count);
        for (int i = 0; i < lines.count; i++) {
            try {
                events.add(RecordedEvents.parse(line(lines.starts[i])));
            } catch (InvalidRecordException e) {
                throw new IOException(file + " was written to while it was read", e);
            }
        }
        events.sort(comparingLong(Arrived::atMillis));
        return events;
    }

    private byte[] line(long from) {
        var left = bytes.byteSize() - from;
        var size = Math.min(USUAL_LINE, left);
        var line = upToEnd(from, size);
        while (line.length == size && size < left) {
            size = Math.min(2 * size, left);
            line = upToEnd(from, size);
        }
        done += line.length + 1L;
        read.accept(done);
        return line;
    }

    /** The bytes from there on, at most so many, without the end of the line and what is behind it. */
    private byte[] upToEnd(long from, long size) {
        var part = bytes.asSlice(from, size).toArray(ValueLayout.JAVA_BYTE);
        var end = 0;
        while (end < part.length && part[end] != '\n') {
            end++;
        }
        return Arrays.copyOf(part, end);
    }

    private static boolean isBlank(byte[] line) {
        for (var each : line) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        arena.close();
    }

    /** Where the lines of one second begin. */
    private static final class Lines {
        private long[] starts = new long[2];
        private int count;

        void add(long start) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count + (count >> 1) + 1);
            }
            starts[count] = start;
            count++;
        }
    }
}
