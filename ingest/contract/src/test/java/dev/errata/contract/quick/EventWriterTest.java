package dev.errata.contract.quick;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.EventIds;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.RandomRecords;
import dev.errata.contract.redact.Redactor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The short way leads where the long one does, or nowhere. */
class EventWriterTest {
    private static final int EVENTS = 20_000;

    private final long seed = System.nanoTime();
    private final ErrorEventCodec codec = new ErrorEventCodec();
    private final EventWriter writer = new EventWriter(Redactor.STANDARD);

    @Test
    void write_usualEvents_givesWhatTheLongWayGives() throws InvalidRecordException {
        var events = new RandomEvents(new SplittableRandom(seed));
        var taken = 0;
        for (int i = 0; i < EVENTS; i++) {
            taken += isAsTheLongWay(events.next()) ? 1 : 0;
        }
        assertThat(taken).as("seed %d", seed).isGreaterThan(EVENTS / 2);
    }

    @Test
    void write_anyEvents_givesWhatTheLongWayGives() throws InvalidRecordException {
        var records = new RandomRecords(new SplittableRandom(seed));
        for (int i = 0; i < EVENTS / 100; i++) {
            isAsTheLongWay(records.event());
        }
    }

    private boolean isAsTheLongWay(ErrorEvent event) throws InvalidRecordException {
        var quick = writer.write(event);
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
