package dev.errata.gateway;

/**
 * How much one project may send over time; 0: as much as it likes.
 *
 * @param recordsPerSecond events, totals and outcomes together
 * @param bytesPerSecond of bodies as they come, compressed where they are
 */
public record ProjectRates(long recordsPerSecond, long bytesPerSecond) {
    /** No limit. */
    public static final ProjectRates UNLIMITED = new ProjectRates(0, 0);

    public ProjectRates {
        if (recordsPerSecond < 0 || bytesPerSecond < 0) {
            throw new IllegalArgumentException("rates must not be negative");
        }
    }
}
