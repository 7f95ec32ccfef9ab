package dev.errata.app.node;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Plain events. */
final class TestEvents {
    private TestEvents() {}

    /** The same time, code and number always give the same event. */
    static ErrorEvent at(Instant time, String code, int number) {
        var micros = time.truncatedTo(ChronoUnit.MICROS);
        var id = EventIds.derived(micros, (code + number).getBytes(StandardCharsets.UTF_8));
        return event(id, micros, new Failure(429, code, "error", "message", null));
    }

    static ErrorEvent withTime(ErrorEvent event, Instant time) {
        return event(event.eventId(), time, event.failure());
    }

    static ErrorEvent event(UUID id, Instant time, Failure failure) {
        return new ErrorEvent(
                id,
                time,
                new Caller(null, "checkout", null, "test", null),
                new Target("provider", "model", null, null, null),
                failure,
                new Ids("req_" + id, null, null, null, null),
                new Attempt(null, null, null, null, null),
                null,
                Map.of(),
                List.of());
    }
}
