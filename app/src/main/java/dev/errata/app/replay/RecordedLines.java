package dev.errata.app.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.errata.app.replay.Recording.BadLine;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.EventIds;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Makes a {@link Recording} of lines, which may be contract events or what others have recorded. */
final class RecordedLines {
    /** The real id follows from the time that the replay gives the event. */
    private static final String PLACEHOLDER =
            EventIds.derived(Instant.EPOCH, new byte[0]).toString();

    private final ErrorEventCodec codec = new ErrorEventCodec();
    private final List<RecordedEvent> events = new ArrayList<>();
    private final List<BadLine> bad = new ArrayList<>();

    /** Takes the next line; skips an empty one. */
    void add(int number, String line) {
        if (line.isBlank()) {
            return;
        }
        try {
            var identity = number + "\n" + line.strip();
            events.add(new RecordedEvent(number, identity, event(line)));
        } catch (InvalidRecordException e) {
            bad.add(new BadLine(number, requireNonNull(e.getMessage())));
        }
    }

    Recording recording() {
        events.sort(Comparator.comparing(RecordedEvent::time));
        return new Recording(events, bad);
    }

    private ErrorEvent event(String line) throws InvalidRecordException {
        var json = Json.parse(line.getBytes(UTF_8));
        if (json instanceof ObjectNode object) {
            object.put("event_id", PLACEHOLDER);
            dropZeroStatus(object);
        }
        return codec.decode(json);
    }

    /** Recordings say 0 where no answer came; the contract says nothing. */
    private static void dropZeroStatus(ObjectNode object) {
        if (object.path("status").asInt(-1) == 0) {
            object.remove("status");
        }
    }
}
