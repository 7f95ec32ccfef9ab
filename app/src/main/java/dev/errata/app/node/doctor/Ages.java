package dev.errata.app.node.doctor;

import dev.errata.app.config.DurationText;
import java.time.Duration;
import java.time.Instant;

/** How long ago something was, for people. */
final class Ages {
    private Ages() {}

    static String text(Instant then, Instant now) {
        return then.equals(Instant.EPOCH)
                ? "ever"
                : DurationText.of(Duration.ofSeconds(Duration.between(then, now).toSeconds()));
    }
}
