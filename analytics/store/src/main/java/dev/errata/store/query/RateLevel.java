package dev.errata.store.query;

import java.time.Duration;

/** A table of rates and one of totals, by windows of one length. Finest first. */
enum RateLevel {
    TEN_SECONDS(TimeGrid.WINDOW, "10s", "stream_count + sink_count", "closed IS NOT FALSE", ""),
    MINUTE(Duration.ofMinutes(1), "1m", "errors", "open = 0", " AND windows > 0"),
    HOUR(Duration.ofHours(1), "1h", "errors", "open = 0", " AND windows > 0");

    private final Duration window;
    private final String suffix;
    private final String errors;
    private final String closed;
    private final String present;

    RateLevel(Duration window, String suffix, String errors, String closed, String present) {
        this.window = window;
        this.suffix = suffix;
        this.errors = errors;
        this.closed = closed;
        this.present = present;
    }

    /** The coarsest that steps of this length, which begin at multiples of it, can be made of. */
    static RateLevel of(Duration step) {
        var level = TEN_SECONDS;
        for (var coarser : values()) {
            if (step.equals(coarser.window.multipliedBy(step.dividedBy(coarser.window)))) {
                level = coarser;
            }
        }
        return level;
    }

    /** The statement with this level's tables and columns for {@code $level}, {@code $errors}, {@code $closed}, {@code $present}. */
    String in(String sql) {
        return sql.replace("$level", suffix)
                .replace("$errors", errors)
                .replace("$closed", closed)
                .replace("$present", present);
    }
}
