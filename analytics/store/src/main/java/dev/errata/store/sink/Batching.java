package dev.errata.store.sink;

import java.time.Duration;

/**
 * When a worker stops reading and writes. A batch goes in when it has one of these sizes; when the worker has caught up,
 * as soon as its first record has waited a moment, so that idle workers are quick and do not commit for each record.
 *
 * @param rows of one partition in a transaction; default 50,000
 * @param bytes of all that is read and not written, keys and values; a worker holds about twice as much while it writes
 * @param linger how long the first record waits for others where there is no lag; default 50 ms
 * @param lagging so many unread records are a lag; default 5,000
 * @param patience how long the first record waits where there is a lag; default 1 s
 */
public record Batching(int rows, long bytes, Duration linger, long lagging, Duration patience) {
    /** The defaults, within 32 MiB. */
    public static final Batching DEFAULT =
            new Batching(50_000, 32L * 1024 * 1024, Duration.ofMillis(50), 5_000, Duration.ofSeconds(1));

    public Batching {
        if (rows < 1 || bytes < 1 || lagging < 1) {
            throw new IllegalArgumentException("rows, bytes and lagging must be at least 1");
        }
    }

    /** The same within so many bytes. */
    public Batching within(long newBytes) {
        return new Batching(rows, newBytes, linger, lagging, patience);
    }
}
