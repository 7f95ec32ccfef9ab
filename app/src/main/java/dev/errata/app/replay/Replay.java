package dev.errata.app.replay;

import dev.errata.contract.ErrorEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A recording moved to new times. The same recording and times always give the same events, ids included. */
public final class Replay {
    private final Recording recording;
    private final Shift shift;

    private Replay(Recording recording, Shift shift) {
        this.recording = recording;
        this.shift = shift;
    }

    /** The last event happens at the given time; everything else as long before it as it was recorded. */
    public static Replay endingAt(Recording recording, Instant end) {
        return new Replay(recording, new Shift(recording.last(), end, 1));
    }

    /** The first event happens at the given time; the others follow, faster by the given factor. */
    public static Replay startingAt(Recording recording, Instant start, double speed) {
        return new Replay(recording, new Shift(recording.first(), start, speed));
    }

    /** In the order of their times. */
    public Stream<ErrorEvent> events() {
        return recording.events().stream().map(this::shifted);
    }

    List<RecordedEvent> recorded() {
        return recording.events();
    }

    ErrorEvent shifted(RecordedEvent recorded) {
        return recorded.at(shift.apply(recorded.time()));
    }
}
