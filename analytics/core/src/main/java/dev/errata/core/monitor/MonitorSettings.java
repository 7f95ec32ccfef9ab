package dev.errata.core.monitor;

import dev.errata.core.policy.Policy;

/**
 * What bounds a {@link Monitor}.
 *
 * @param maxKeys how many keys of a project are told apart in one window, and remembered as usual; of each dimension half as
 *     many names are known
 * @param maxSeries how many series of a project are watched; further ones are not, until others have aged
 * @param policy what is an incident, and what is paged
 */
public record MonitorSettings(int maxKeys, int maxSeries, Policy policy) {
    /** A series takes less than 2 KB, so a project at most 20 MB. */
    public static final int DEFAULT_MAX_SERIES = 10_000;

    public MonitorSettings {
        if (maxKeys < 1 || maxSeries < 1) {
            throw new IllegalArgumentException("maxKeys and maxSeries must be at least 1");
        }
    }
}
