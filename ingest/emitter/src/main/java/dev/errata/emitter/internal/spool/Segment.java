package dev.errata.emitter.internal.spool;

import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Message;
import dev.errata.emitter.internal.spool.Disk.SpoolFile;
import dev.errata.emitter.internal.spool.FrameReader.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** A stretch of the spool: two files, and in memory the states and how far it has been taken. One thread's. */
final class Segment {
    private final SegmentFiles files;
    private final SpoolFile data;
    private final SpoolFile stateFile;
    private final States states;
    private final BitSet inFlight = new BitSet();

    private long size;
    private int open;
    private int damaged;
    private boolean sealed;
    private boolean dirty;
    /** No record before this offset waits. */
    private long cursor;

    private Segment(SegmentFiles files) throws IOException {
        this.files = files;
        this.stateFile = files.openState();
        this.data = files.openData();
        this.states = new States(stateFile);
    }

    /** A new one, to be appended to. A file of states may be left of an older one. */
    static Segment create(SegmentFiles files) throws IOException {
        files.delete();
        return new Segment(files);
    }

    /** One that an earlier process left behind. What is damaged is counted and done with; a torn end is cut off. */
    static Segment recover(SegmentFiles files, Map<Kind, Long> found) throws IOException {
        var stateless = !files.hasState();
        var segment = new Segment(files);
        segment.recover(States.load(segment.stateFile), stateless, found);
        return segment;
    }

    private void recover(byte[] onDisk, boolean stateless, Map<Kind, Long> whole) throws IOException {
        var reader = new FrameReader(data, data.size());
        for (var found = reader.next(0); found.isPresent(); found = reader.next(size)) {
            var record = found.get();
            while (states.count() < record.index()) {
                add(damaged(onDisk));
            }
            if (states.count() == record.index()) {
                add(record, onDisk, stateless, whole);
            }
            size = record.next();
        }
        // The states are written behind the records: where there is a state, there was a whole record.
        for (int index = states.count(); index < onDisk.length; index++) {
            damaged += onDisk[index] == States.DONE ? 0 : 1;
        }
        data.truncate(size);
        stateFile.truncate(states.count());
        states.write(0, states.count());
        sealed = true;
    }

    private void add(Found record, byte[] onDisk, boolean stateless, Map<Kind, Long> whole) {
        var message = record.message();
        if (message == null) {
            add(damaged(onDisk));
            return;
        }
        var state = state(record, onDisk, stateless);
        add(state);
        if (state != States.DONE) {
            whole.merge(message.kind(), 1L, Long::sum);
        }
    }

    private static byte state(Found record, byte[] onDisk, boolean stateless) {
        if (stateless) {
            return States.UNKNOWN;
        }
        var state = record.index() < onDisk.length ? onDisk[record.index()] : record.state();
        return state == States.WAITING || state == States.DONE ? state : States.UNKNOWN;
    }

    private byte damaged(byte[] onDisk) {
        var done = states.count() < onDisk.length && onDisk[states.count()] == States.DONE;
        damaged += done ? 0 : 1;
        return States.DONE;
    }

    private void add(byte state) {
        states.add(state);
        open += state == States.DONE ? 0 : 1;
    }

    /**
     * Appends all of them.
     *
     * @param state for the disk
     * @param maybeStored for the records that it answers with
     * @throws IOException where none of them is in the segment, which takes no further ones
     */
    List<SpoolRecord> append(List<Message> messages, byte state, boolean maybeStored) throws IOException {
        var first = states.count();
        var buffer = ByteBuffer.allocate(messages.stream().mapToInt(Frame::size).sum());
        var records = new ArrayList<SpoolRecord>(messages.size());
        for (var message : messages) {
            records.add(new SpoolRecord(this, states.count(), size + buffer.position(), message, maybeStored));
            Frame.write(message, state, states.count(), buffer);
            add(state);
        }
        try {
            data.write(buffer.flip(), size);
            states.write(first, states.count());
        } catch (IOException e) {
            undoAppend(first);
            throw e;
        }
        size += buffer.limit();
        dirty = true;
        return records;
    }

    private void undoAppend(int first) throws IOException {
        open -= states.count() - first;
        states.shrinkTo(first);
        sealed = true;
        data.truncate(size);
        stateFile.truncate(first);
    }

    /** Gives waiting records to the taker, oldest first, until it has enough. */
    void offerTo(Taker taker) throws IOException {
        var reader = new FrameReader(data, size);
        var skipped = false;
        var at = cursor;
        for (var found = reader.next(at); found.isPresent(); found = reader.next(at)) {
            var record = found.get();
            if (isWaiting(record.index())) {
                if (taker.isFull()) {
                    break;
                }
                skipped |= !offer(record, taker);
            }
            at = record.next();
            if (!skipped) {
                cursor = at;
            }
        }
    }

    /** Whether the record no longer waits. */
    private boolean offer(Found record, Taker taker) {
        var message = record.message();
        if (message == null) {
            finish(record.index());
            damaged++;
            return true;
        }
        var maybeStored = states.get(record.index()) == States.UNKNOWN;
        var taken = new SpoolRecord(this, record.index(), record.offset(), message, maybeStored);
        if (!taker.take(taken)) {
            return false;
        }
        inFlight.set(record.index());
        return true;
    }

    private boolean isWaiting(int index) {
        return states.get(index) != States.DONE && !inFlight.get(index);
    }

    /** On its way since before it came into the spool. */
    void hold(SpoolRecord record) {
        inFlight.set(record.index());
    }

    /** To be called before the record leaves, and followed by {@link #writeStates}. */
    void markSent(int index) {
        states.set(index, States.UNKNOWN);
    }

    /** Nothing is left to be done for the record. */
    void finish(int index) {
        if (states.get(index) != States.DONE) {
            states.set(index, States.DONE);
            open--;
        }
        inFlight.clear(index);
    }

    /** Waits again. */
    void putBack(SpoolRecord record, boolean maybeStored) {
        states.set(record.index(), maybeStored ? States.UNKNOWN : States.WAITING);
        inFlight.clear(record.index());
        cursor = Math.min(cursor, record.offset());
    }

    void writeStates(int from, int to) throws IOException {
        states.write(from, to);
    }

    void force() throws IOException {
        if (dirty) {
            data.force();
            dirty = false;
        }
    }

    /** Takes no further records. */
    void seal() {
        sealed = true;
    }

    boolean isSealed() {
        return sealed;
    }

    long bytes() {
        return size + states.count();
    }

    /** Records that are not done. */
    int open() {
        return open;
    }

    /** Records that are neither done nor on their way. */
    int waiting() {
        return open - inFlight.cardinality();
    }

    /** Records that were found damaged so far. */
    int damaged() {
        return damaged;
    }

    void close() throws IOException {
        data.close();
        stateFile.close();
    }

    void delete() throws IOException {
        close();
        files.delete();
    }

    /** Picks the records for one parcel. */
    interface Taker {
        boolean isFull();

        /** Whether it takes the record. */
        boolean take(SpoolRecord record);
    }
}
