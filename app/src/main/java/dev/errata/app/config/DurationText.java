package dev.errata.app.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 30s}, {@code 10m}, {@code 2h}, {@code 7d}. */
public final class DurationText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([smhd])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    private DurationText() {}

    /**
     * Reads a whole number and its unit.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Duration parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("not a duration such as 30s, 10m, 2h or 7d: " + text);
        }
        return unit(match.group(2)).multipliedBy(Long.parseLong(match.group(1)));
    }

    /** The shortest text of a duration of whole seconds. */
    public static String of(Duration duration) {
        for (var name : new String[] {"d", "h", "m"}) {
            if (!duration.isZero() && duration.toSeconds() % unit(name).toSeconds() == 0) {
                return duration.dividedBy(unit(name)) + name;
            }
        }
        return duration.toSeconds() + "s";
    }

    private static Duration unit(String name) {
        return UNITS.getOrDefault(name, Duration.ofSeconds(1));
    }
}
