package dev.errata.emitter.internal.spool;

import dev.errata.emitter.internal.Transport.Capacity;
import java.util.ArrayList;
import java.util.List;

/** Gathers records of the first one's kind and flag, up to what a parcel holds. Looks past others, but not for ever. */
final class Run implements Segment.Taker {
    private static final int LOOK_AHEAD = 4;

    private final Capacity capacity;
    private final List<SpoolRecord> records = new ArrayList<>();
    private int bytes;
    private int offered;
    private boolean full;

    Run(Capacity capacity) {
        this.capacity = capacity;
    }

    List<SpoolRecord> records() {
        return records;
    }

    @Override
    public boolean isFull() {
        return full || records.size() >= capacity.messages() || offered >= LOOK_AHEAD * capacity.messages();
    }

    @Override
    public boolean take(SpoolRecord record) {
        offered++;
        if (!isAlike(record)) {
            return false;
        }
        var size = record.message().value().length;
        if (!records.isEmpty() && bytes + size > capacity.bytes()) {
            full = true;
            return false;
        }
        records.add(record);
        bytes += size;
        return true;
    }

    private boolean isAlike(SpoolRecord record) {
        if (records.isEmpty()) {
            return true;
        }
        var first = records.get(0);
        return first.maybeStored() == record.maybeStored()
                && first.message().kind() == record.message().kind();
    }
}
