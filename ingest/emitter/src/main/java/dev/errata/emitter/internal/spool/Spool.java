package dev.errata.emitter.internal.spool;

import dev.errata.emitter.internal.Fate;
import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Message;
import dev.errata.emitter.internal.Transport.Capacity;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of records on disk, oldest first, that outlives the process. Never throws: what it cannot do it leaves
 * undone and says so in {@link #newTrouble}. After a failed {@link #force} it takes no further records, since nobody can
 * know any more what is on disk; what it holds can still be sent. One thread's.
 */
public final class Spool implements Closeable {
    private static final int SEGMENTS = 16;
    private static final long MIN_SEGMENT = 64 * 1024;
    private static final long MAX_SEGMENT = 8 * 1024 * 1024;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Slot slot;
    private final Disk disk;
    private final InstantSource clock;
    private final long maxBytes;
    private final Deque<Segment> segments = new ArrayDeque<>();

    private final Map<Kind, Long> found = new EnumMap<>(Kind.class);

    private long nextId;
    private long damagedInDeleted;
    private boolean stopped;
    private Instant pausedUntil = Instant.MIN;
    private @Nullable String trouble;

    Spool(Slot slot, Disk disk, long maxBytes, InstantSource clock) throws IOException {
        this.slot = slot;
        this.disk = disk;
        this.clock = clock;
        this.maxBytes = maxBytes;
        for (var files : SegmentFiles.in(disk, slot.directory())) {
            segments.add(Segment.recover(files, found));
            nextId = files.id() + 1;
        }
        discardDone();
    }

    /**
     * Opens the first free slot of the directory and what an earlier process left there and in slots that nobody has.
     *
     * @param maxBytes on disk, for the records of this process
     * @throws IOException where the directory cannot be used
     */
    public static Spool open(Path directory, long maxBytes, InstantSource clock) throws IOException {
        var slot = Slot.claim(directory);
        try {
            adopt(directory, slot);
            return new Spool(slot, Disk.REAL, maxBytes, clock);
        } catch (IOException e) {
            slot.close();
            throw e;
        }
    }

    private static void adopt(Path directory, Slot own) throws IOException {
        var present = SegmentFiles.in(Disk.REAL, own.directory());
        var id = present.isEmpty() ? 0 : present.get(present.size() - 1).id() + 1;
        for (var abandoned : Slot.abandoned(directory, own)) {
            try (abandoned) {
                for (var files : SegmentFiles.in(Disk.REAL, abandoned.directory())) {
                    files.moveTo(new SegmentFiles(Disk.REAL, own.directory(), id++));
                }
            }
        }
    }

    /** Whether it takes records at all at the moment, as long as there is room. */
    public boolean accepts() {
        return !stopped && !clock.instant().isBefore(pausedUntil);
    }

    /**
     * Appends as many of them as there is room for, in their order.
     *
     * @param maybeStored whether each may be in the log already
     * @return those that it took; they wait
     */
    public List<SpoolRecord> append(List<Message> messages, boolean maybeStored) {
        return append(messages, maybeStored ? States.UNKNOWN : States.WAITING, maybeStored);
    }

    /**
     * Appends as many as there is room for of messages that are on their way already.
     *
     * @param maybeStored as it was before that
     * @return those that it took; they are to be settled
     */
    public List<SpoolRecord> appendInFlight(List<Message> messages, boolean maybeStored) {
        var records = append(messages, States.UNKNOWN, maybeStored);
        records.forEach(record -> record.segment().hold(record));
        return records;
    }

    private List<SpoolRecord> append(List<Message> messages, byte state, boolean maybeStored) {
        var taken = new ArrayList<SpoolRecord>(messages.size());
        try {
            while (taken.size() < messages.size() && accepts()) {
                var segment = active();
                var batch = fitting(messages.subList(taken.size(), messages.size()), segment);
                if (batch.isEmpty()) {
                    break;
                }
                taken.addAll(segment.append(batch, state, maybeStored));
            }
        } catch (IOException e) {
            pausedUntil = clock.instant().plus(PAUSE);
            failed("cannot write", e);
        }
        return taken;
    }

    /** The first messages that fit into the segment and into the spool. */
    private List<Message> fitting(List<Message> messages, Segment segment) {
        var room = maxBytes - bytes();
        var segmentRoom = segmentBytes() - segment.bytes();
        var count = 0;
        for (var message : messages) {
            var need = Frame.size(message) + 1;
            if (need > room || (need > segmentRoom && count > 0)) {
                break;
            }
            room -= need;
            segmentRoom -= need;
            count++;
        }
        return messages.subList(0, count);
    }

    private Segment active() throws IOException {
        var last = segments.peekLast();
        if (last == null || last.isSealed() || last.bytes() >= segmentBytes()) {
            if (last != null) {
                last.force();
                last.seal();
            }
            last = Segment.create(new SegmentFiles(disk, slot.directory(), nextId++));
            segments.add(last);
        }
        return last;
    }

    private long segmentBytes() {
        return Math.max(MIN_SEGMENT, Math.min(MAX_SEGMENT, maxBytes / SEGMENTS));
    }

    /** Makes what was appended outlive a power cut; whether that went well. */
    public boolean force() {
        try {
            for (var segment : segments) {
                segment.force();
            }
            return !stopped;
        } catch (IOException e) {
            stopped = true;
            failed("cannot force to disk, takes no more", e);
            return false;
        }
    }

    /**
     * The oldest waiting records that go into one parcel: of one kind, all of them resends or none. From now on the disk
     * says that they may have been sent. Empty where none waits, or where the disk cannot be read or written.
     */
    public List<SpoolRecord> take(Capacity capacity) {
        var run = new Run(capacity);
        try {
            for (var segment : segments) {
                if (run.isFull()) {
                    break;
                }
                if (segment.waiting() > 0) {
                    segment.offerTo(run);
                }
            }
            run.records().forEach(record -> record.segment().markSent(record.index()));
            writeStates(run.records());
            return run.records();
        } catch (IOException e) {
            run.records().forEach(record -> record.segment().putBack(record, record.maybeStored()));
            failed("cannot be read or marked", e);
            return List.of();
        }
    }

    /** What became of records that were taken, or appended in flight. */
    public void settle(List<SpoolRecord> records, List<Fate> fates) {
        for (int i = 0; i < records.size(); i++) {
            settle(records.get(i), fates.get(i));
        }
        try {
            writeStates(records);
            discardDone();
        } catch (IOException e) {
            failed("cannot be marked", e);
        }
    }

    private static void settle(SpoolRecord record, Fate fate) {
        var segment = record.segment();
        switch (fate) {
            case STORED, REJECTED -> segment.finish(record.index());
            case NOT_STORED -> segment.putBack(record, record.maybeStored());
            case UNKNOWN -> segment.putBack(record, true);
        }
    }

    /** A write for each segment, from its first record among these to its last. */
    private static void writeStates(List<SpoolRecord> records) throws IOException {
        record Range(int from, int to) {
            Range and(Range other) {
                return new Range(Math.min(from, other.from), Math.max(to, other.to));
            }
        }
        var ranges = new HashMap<Segment, Range>();
        for (var record : records) {
            ranges.merge(record.segment(), new Range(record.index(), record.index() + 1), Range::and);
        }
        for (var range : ranges.entrySet()) {
            range.getKey().writeStates(range.getValue().from(), range.getValue().to());
        }
    }

    private void discardDone() throws IOException {
        for (var segments = this.segments.iterator(); segments.hasNext(); ) {
            var segment = segments.next();
            if (segment.open() == 0 && (segment.isSealed() || segment.bytes() >= MIN_SEGMENT)) {
                segments.remove();
                damagedInDeleted += segment.damaged();
                segment.delete();
            }
        }
    }

    private void failed(String what, IOException error) {
        trouble = "the spool " + slot.directory() + " " + what + ": " + error;
    }

    /** What has gone wrong since the last time; null where nothing has. */
    public @Nullable String newTrouble() {
        var told = trouble;
        trouble = null;
        return told;
    }

    /** The records that an earlier process left, whole and not done, by kind. */
    public Map<Kind, Long> found() {
        return Map.copyOf(found);
    }

    /** Records that wait to be sent. */
    public long waiting() {
        return segments.stream().mapToLong(Segment::waiting).sum();
    }

    /** Records that wait or are on their way. */
    public long records() {
        return segments.stream().mapToLong(Segment::open).sum();
    }

    /** Records that were found damaged, since it was opened. */
    public long damaged() {
        return damagedInDeleted + segments.stream().mapToLong(Segment::damaged).sum();
    }

    /** Size on disk. */
    public long bytes() {
        return segments.stream().mapToLong(Segment::bytes).sum();
    }

    /** Forces what is there to disk and lets go of the slot. */
    @Override
    public void close() {
        force();
        try (slot) {
            for (var segment : segments) {
                if (segment.open() == 0) {
                    segment.delete();
                } else {
                    segment.close();
                }
            }
        } catch (IOException e) {
            failed("cannot be closed", e);
        }
    }
}
