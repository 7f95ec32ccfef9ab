package dev.errata.dashboards.grafana;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Conditions that hold what the reader chose. Where all values are chosen, which Grafana writes as {@code '__all'}, the
 * condition is constant, and Postgres forgets it before it plans.
 */
final class Filter {
    /** What the variables expand to where all is chosen: with quotes, since Grafana puts in this very text. */
    static final String ALL = "'__all'";

    private Filter() {}

    /** For views of rates and totals, whose columns are never null. */
    static String on(String... columns) {
        return joined("('__all' IN (${$:sqlstring}) OR $ IN (${$:sqlstring}))", columns);
    }

    /** For views of single events, where nothing is null. */
    static String onEvents(String... columns) {
        return joined("('__all' IN (${$:sqlstring}) OR coalesce($, '(none)') IN (${$:sqlstring}))", columns);
    }

    private static String joined(String condition, String... columns) {
        return Arrays.stream(columns)
                .map(column -> condition
                        .replace("${$:", "${" + column + ":")
                        .replace(" OR $ ", " OR " + column + " ")
                        .replace("coalesce($,", "coalesce(" + column + ","))
                .collect(Collectors.joining("\n    AND "));
    }
}
