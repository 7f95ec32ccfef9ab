package dev.errata.app.config;

/**
 * How much one project may send over time; 0: as much as it likes.
 *
 * @param recordsPerSecond events, totals and outcomes together
 * @param bytesPerSecond of bodies as they come
 */
public record ProjectLimits(int recordsPerSecond, int bytesPerSecond) {}
