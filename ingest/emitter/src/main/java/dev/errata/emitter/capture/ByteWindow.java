package dev.errata.emitter.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The first bytes of a body, up to a limit. Written by one thread at a time, read by any. */
final class ByteWindow {
    private ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int limit;
    private boolean cut;

    ByteWindow(int limit) {
        this.limit = limit;
    }

    /** Takes what still fits; moves the buffer's position. */
    synchronized void add(ByteBuffer bytes) {
        var room = Math.min(bytes.remaining(), limit - kept.size());
        cut |= bytes.remaining() > room;
        var chunk = new byte[room];
        bytes.get(chunk);
        kept.writeBytes(chunk);
    }

    /** Whether there was more than fitted. */
    synchronized boolean isCut() {
        return cut;
    }

    /** What was kept, which is not needed any more. */
    synchronized byte[] take() {
        var bytes = kept.toByteArray();
        kept = new ByteArrayOutputStream(0);
        return bytes;
    }
}
