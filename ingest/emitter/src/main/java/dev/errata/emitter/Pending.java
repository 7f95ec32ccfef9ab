package dev.errata.emitter;

import dev.errata.emitter.internal.Fate;
import dev.errata.emitter.internal.Message;
import dev.errata.emitter.internal.spool.SpoolRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that is neither acknowledged nor lost, in memory and perhaps on disk. The application's thread may make it and
 * hand it over; from then on it is the emitter's thread's.
 */
final class Pending implements Incoming {
    private final Message message;
    private final int charge;
    private final int bytes;
    private long order;
    private boolean maybeStored;
    private @Nullable SpoolRecord onDisk;

    private Pending(Message message, int charge, boolean maybeStored, @Nullable SpoolRecord onDisk) {
        this.message = message;
        this.charge = charge;
        this.bytes = message.value().length;
        this.maybeStored = maybeStored;
        this.onDisk = onDisk;
    }

    /** A new one, in memory only, for which as much is to be taken as it takes up. */
    static Pending fresh(Message message) {
        return new Pending(message, Sizes.charge(message), false, null);
    }

    /** One that was taken from the disk. */
    static Pending of(SpoolRecord record) {
        return new Pending(record.message(), 0, record.maybeStored(), record);
    }

    Message message() {
        return message;
    }

    /** It is so many records after the first one. */
    void comesAt(long newOrder) {
        order = newOrder;
    }

    long order() {
        return order;
    }

    /** The memory to be given back once it is done with or on disk. */
    @Override
    public int charge() {
        return charge;
    }

    /** Of the value alone: known here, so that nobody looks it up in the cache of the core where it was written. */
    int bytes() {
        return bytes;
    }

    boolean maybeStored() {
        return maybeStored;
    }

    /** Sent, to no avail. */
    void sent(Fate fate) {
        maybeStored |= fate == Fate.UNKNOWN;
    }

    @Nullable
    SpoolRecord onDisk() {
        return onDisk;
    }

    /** Written to disk while on its way. */
    void putOnDisk(SpoolRecord record) {
        onDisk = record;
    }
}
