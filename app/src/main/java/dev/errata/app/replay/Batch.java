package dev.errata.app.replay;

import java.util.ArrayList;
import java.util.List;

/** Encoded events that go together in one request, and the lines that they came from. */
final class Batch {
    static final int EVENTS = 500;

    /** Well below what the gateway takes, so that one more event still fits. */
    private static final int BYTES = 2 * 1024 * 1024;

    private final List<byte[]> bodies = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private int bytes;

    void add(int line, byte[] body) {
        bodies.add(body);
        lines.add(line);
        bytes += body.length;
    }

    boolean isEmpty() {
        return bodies.isEmpty();
    }

    boolean isFull() {
        return bodies.size() == EVENTS || bytes >= BYTES;
    }

    List<byte[]> bodies() {
        return bodies;
    }

    /** The line of the file that the event at that index of the batch came from. */
    int line(int index) {
        return lines.get(index);
    }
}
