package dev.errata.emitter;

import dev.errata.emitter.internal.Fate;
import dev.errata.emitter.internal.Message;
import dev.errata.emitter.internal.spool.SpoolRecord;
import org.jspecify.annotations.Nullable;

/** A record that is neither acknowledged nor lost, in memory and perhaps on disk. One thread's. */
final class Pending {
    private final Message message;
    private final long order;
    private final int charge;
    private boolean maybeStored;
    private @Nullable SpoolRecord onDisk;

    private Pending(Message message, long order, int charge, boolean maybeStored, @Nullable SpoolRecord onDisk) {
        this.message = message;
        this.order = order;
        this.charge = charge;
        this.maybeStored = maybeStored;
        this.onDisk = onDisk;
    }

    /**
     * A new one, in memory only.
     *
     * @param order in which it came
     * @param charge the memory that was taken for it
     */
    static Pending fresh(Message message, long order, int charge) {
        return new Pending(message, order, charge, false, null);
    }

    /** One that was taken from the disk. */
    static Pending of(SpoolRecord record) {
        return new Pending(record.message(), 0, 0, record.maybeStored(), record);
    }

    Message message() {
        return message;
    }

    long order() {
        return order;
    }

    /** The memory to be given back once it is done with or on disk. */
    int charge() {
        return charge;
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
