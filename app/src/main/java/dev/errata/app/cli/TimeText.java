package dev.errata.app.cli;

import dev.errata.app.config.DurationText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times as people write them: {@code now}, {@code -15m}, or RFC 3339. */
final class TimeText {
    private TimeText() {}

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    static Instant parse(String text, Instant now) {
        if (text.equals("now")) {
            return now;
        }
        if (text.startsWith("-")) {
            return now.minus(DurationText.parse(text.substring(1)));
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time such as now, -15m or 2026-01-31T12:00:00Z: " + text, e);
        }
    }
}
