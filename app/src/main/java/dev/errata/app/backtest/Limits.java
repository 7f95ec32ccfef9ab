package dev.errata.app.backtest;

import dev.errata.core.TimeRules;
import dev.errata.core.monitor.MonitorSettings;
import dev.errata.streams.TopologySettings;

/**
 * What bounds the topology, and so a backtest of it: with others the same log may give other incidents.
 *
 * @param rules which times are believed
 * @param maxKeys how many keys of a project are told apart in one window
 * @param maxSeries how many series of a project are watched
 */
public record Limits(TimeRules rules, int maxKeys, int maxSeries) {
    /** Those of an installation that sets nothing. */
    public static final Limits DEFAULT = of(TimeRules.DEFAULT, TopologySettings.DEFAULT_MAX_KEYS);

    /** Those of an installation that sets these; how many series are watched cannot be set. */
    public static Limits of(TimeRules rules, int maxKeys) {
        return new Limits(rules, maxKeys, MonitorSettings.DEFAULT_MAX_SERIES);
    }
}
