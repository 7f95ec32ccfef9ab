package dev.errata.app.replay;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One good line of a recording.
 *
 * @param line its number in the file, from 1
 * @param identity what its id is derived from, besides its time
 * @param event what the line says
 */
public record RecordedEvent(int line, String identity, ErrorEvent event) {

    Instant time() {
        return event.time();
    }

    /** The event as if it had happened at the given time; the same line and time always give the same id. */
    ErrorEvent at(Instant time) {
        return new ErrorEvent(
                EventIds.derived(time, identity.getBytes(StandardCharsets.UTF_8)),
                time,
                event.caller(),
                event.target(),
                event.failure(),
                event.ids(),
                event.attempt(),
                event.rawBody(),
                event.attributes(),
                event.altered());
    }
}
