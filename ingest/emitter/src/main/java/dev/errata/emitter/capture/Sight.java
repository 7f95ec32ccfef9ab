package dev.errata.emitter.capture;

import dev.errata.emitter.Recorder;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/** What every part of the capture needs. */
record Sight(Recorder recorder, Guard guard, InstantSource clock, RandomGenerator random) {

    /** As precise as an event's time is. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
