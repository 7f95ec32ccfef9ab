package dev.errata.api;

import dev.errata.http.ApiException;
import dev.errata.store.query.TimeGrid;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times as people write them in a question: RFC 3339, {@code now}, or so long ago, as {@code -15m}.
 *
 * @param now what {@code now} means
 */
record TimeParameters(Instant now) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,7})([smhd]?)");
    private static final Map<String, Duration> UNITS = Map.of(
            "", Duration.ofSeconds(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    Instant instant(String name, String text) {
        if (text.equals("now")) {
            return now;
        }
        return (text.startsWith("-") ? ago(text) : absolute(text))
                .orElseThrow(() -> refused(name, "must be an RFC 3339 time, now, or so long ago as in -15m, -6h, -7d"));
    }

    Duration step(String text) {
        return duration(text)
                .filter(step -> step.isPositive() && step.toSeconds() % TimeGrid.WINDOW.toSeconds() == 0)
                .orElseThrow(() -> refused("step", "must be a multiple of 10 s, as in 60, 60s, 5m, 1h"));
    }

    /** From the shortest to the longest. */
    Duration within(String name, String text, Duration shortest, Duration longest) {
        return duration(text)
                .filter(time -> time.compareTo(shortest) >= 0 && time.compareTo(longest) <= 0)
                .orElseThrow(() -> refused(
                        name,
                        "must be a time from %d min to %d d, as in 30m, 2h, 1d"
                                .formatted(shortest.toMinutes(), longest.toDays())));
    }

    private Optional<Instant> ago(String text) {
        return duration(text.substring(1)).map(now::minus).filter(time -> time.isAfter(Instant.EPOCH));
    }

    private static Optional<Instant> absolute(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text))
                    .filter(time -> time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR)
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> duration(String text) {
        var parts = DURATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var unit = UNITS.getOrDefault(parts.group(2), Duration.ZERO);
        return Optional.of(unit.multipliedBy(Long.parseLong(parts.group(1))));
    }

    private static ApiException refused(String parameter, String why) {
        return ApiException.badRequest(parameter + " " + why).withParam(parameter);
    }
}
