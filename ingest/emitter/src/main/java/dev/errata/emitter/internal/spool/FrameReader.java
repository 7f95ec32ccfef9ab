package dev.errata.emitter.internal.spool;

import dev.errata.emitter.internal.Message;
import dev.errata.emitter.internal.spool.Disk.SpoolFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a segment's records one after the other, past whatever is damaged. Keeps a window of the file in memory. */
final class FrameReader {
    private static final int WINDOW = 256 * 1024;

    private final SpoolFile file;
    private final long end;
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowStart;

    /** Reads up to the given end of the file. */
    FrameReader(SpoolFile file, long end) {
        this.file = file;
        this.end = end;
    }

    /**
     * A record that was found.
     *
     * @param state that it was written with
     * @param message null where its body is damaged
     */
    record Found(
            long offset,
            int index,
            int size,
            byte state,
            @Nullable Message message) {
        long next() {
            return offset + size;
        }
    }

    /** The first record that begins there or behind; empty where there is no further one with a whole header and body. */
    Optional<Found> next(long from) throws IOException {
        for (var offset = from; offset + Frame.HEADER <= end; offset++) {
            var at = at(offset, Frame.HEADER);
            var header = Frame.header(window, at);
            if (header.isPresent()) {
                return whole(offset, header.get());
            }
        }
        return Optional.empty();
    }

    private Optional<Found> whole(long offset, Frame.Header header) throws IOException {
        if (offset + header.size() > end) {
            return Optional.empty();
        }
        var at = at(offset, header.size());
        var message = Frame.message(window, at, header);
        return Optional.of(
                new Found(offset, header.index(), header.size(), Frame.state(window, at), message.orElse(null)));
    }

    /** Where the offset is in the window, which then holds at least so many bytes from there. */
    private int at(long offset, int bytes) throws IOException {
        if (offset < windowStart || offset + bytes > windowStart + window.limit()) {
            var size = (int) Math.min(Math.max(WINDOW, bytes), end - offset);
            window = ByteBuffer.allocate(size);
            file.read(window, offset);
            window.flip();
            windowStart = offset;
        }
        return (int) (offset - windowStart);
    }
}
