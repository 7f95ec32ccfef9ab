package dev.errata.contract.quick;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.RandomRecords;
import dev.errata.contract.Target;
import dev.errata.contract.redact.Redactor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The short way leads where the long one does, or nowhere. */
class EventWriterTest {
    private static final int EVENTS = 20_000;

    private final long seed = System.nanoTime();
    private final ErrorEventCodec codec = new ErrorEventCodec();
    private final EventWriter writer = new EventWriter(Redactor.STANDARD);
    private final EventWriter quickest = EventWriter.atAGlance(Redactor.STANDARD);

    @Test
    void write_usualEvents_givesWhatTheLongWayGives() throws InvalidRecordException {
        assertThat(taken(writer, RandomEvents.HARD_WORDS)).as("seed %d", seed).isGreaterThan(EVENTS / 2);
    }

    @Test
    void writeAtAGlance_usualEvents_givesWhatTheLongWayGives() throws InvalidRecordException {
        assertThat(taken(quickest, RandomEvents.EASY_WORDS)).as("seed %d", seed).isGreaterThan(EVENTS / 2);
        assertThat(taken(quickest, RandomEvents.HARD_WORDS)).as("seed %d", seed).isGreaterThan(EVENTS / 2);
    }

    private int taken(EventWriter by, List<String> words) throws InvalidRecordException {
        var events = new RandomEvents(new SplittableRandom(seed), words);
        var taken = 0;
        for (int i = 0; i < EVENTS; i++) {
            taken += isAsTheLongWay(by, events.next()) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void write_anyEvents_givesWhatTheLongWayGives() throws InvalidRecordException {
        var records = new RandomRecords(new SplittableRandom(seed));
        for (int i = 0; i < EVENTS / 100; i++) {
            var event = records.event();
            isAsTheLongWay(writer, event);
            isAsTheLongWay(quickest, event);
        }
    }

    @Test
    void writeAtAGlance_longText_isLeftAlone() {
        assertThat(quickest.write(withMessage("x ".repeat(1_024)))).isNotNull();
        assertThat(quickest.write(withMessage("x ".repeat(1_025)))).isNull();
        assertThat(writer.write(withMessage("x ".repeat(1_025)))).isNotNull();
    }

    private static ErrorEvent withMessage(String message) {
        var time = Instant.parse("2026-03-01T12:00:00Z");
        return new ErrorEvent(
                EventIds.random(time, new SplittableRandom(1)),
                time,
                new Caller(null, "shop", null, null, null),
                new Target(null, null, null, null, null),
                new Failure(503, null, null, message, null),
                new Ids(null, null, null, null, null),
                new Attempt(null, null, null, null, null),
                null,
                Map.of(),
                List.of());
    }

    private boolean isAsTheLongWay(EventWriter by, ErrorEvent event) throws InvalidRecordException {
        var quick = by.write(event);
        if (quick == null) {
            return false;
        }
        var safe = codec.fitted(Redactor.STANDARD.redact(event));
        var key = safe.caller().projectOrDefault() + '/' + safe.eventId();
        assertThat(EventIds.isValid(event.eventId())).as("seed %d", seed).isTrue();
        assertThat(new String(quick.value(), UTF_8))
                .as("seed %d", seed)
                .isEqualTo(new String(codec.encode(safe), UTF_8));
        assertThat(new String(quick.key(), UTF_8)).as("seed %d", seed).isEqualTo(key);
        return true;
    }
}
