package dev.errata.app.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * From recorded times to new ones: the anchor becomes the target, and every distance from it is divided by the speed.
 *
 * @param anchor a recorded time
 * @param target its new time
 * @param speed greater than 0; 2 halves every distance
 */
record Shift(Instant anchor, Instant target, double speed) {

    Instant apply(Instant recorded) {
        var distance = Duration.between(anchor, recorded);
        return target.plus(speed == 1 ? distance : scaled(distance)).truncatedTo(ChronoUnit.MICROS);
    }

    private Duration scaled(Duration distance) {
        var micros = distance.getSeconds() * 1e6 + distance.getNano() / 1e3;
        return Duration.of(Math.round(micros / speed), ChronoUnit.MICROS);
    }
}
