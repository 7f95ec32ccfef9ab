package dev.errata.core.policy;

/**
 * What counts as an incident of a project.
 *
 * @param minErrors fewer in a window are never one, nor is a smaller excess over what was expected; default 5
 * @param minRatio less than so many times the expected errors is never one; above 1, default 2
 * @param falsePagesPerWeek how often all series of the project together may be wrong in a week; default 1
 * @param newCodeEvents so many errors of a code that was never seen before are an incident of their own; default 5
 * @param shadow whether incidents are found and recorded, and nobody is paged; default no
 * @param minCoverage where a smaller share of the errors is among requests that somebody counted, ratios are unknown; in
 *     [0, 1], default 0.8
 * @param maxWithout where a bigger share of an application's errors has no request id, or no code, incidents say so; in
 *     [0, 1], default 0.2
 * @param slo per cent of the attempts that must not fail, but for what the caller did wrong; in (0, 100), default 99
 */
public record Rules(
        int minErrors,
        double minRatio,
        double falsePagesPerWeek,
        int newCodeEvents,
        boolean shadow,
        double minCoverage,
        double maxWithout,
        double slo) {
    /** The defaults. */
    public static final Rules DEFAULT = new Rules(5, 2, 1, 5, false);

    /** With the usual bounds of what is known, and the usual objective. */
    public Rules(int minErrors, double minRatio, double falsePagesPerWeek, int newCodeEvents, boolean shadow) {
        this(minErrors, minRatio, falsePagesPerWeek, newCodeEvents, shadow, 0.8, 0.2, 99);
    }

    public Rules {
        if (minErrors < 1 || newCodeEvents < 1) {
            throw new IllegalArgumentException("minErrors and newCodeEvents must be at least 1");
        }
        if (!(minRatio > 1) || !Double.isFinite(minRatio)) {
            throw new IllegalArgumentException("minRatio must be above 1, not " + minRatio);
        }
        if (!(falsePagesPerWeek > 0) || !Double.isFinite(falsePagesPerWeek)) {
            throw new IllegalArgumentException("falsePagesPerWeek must be above 0, not " + falsePagesPerWeek);
        }
        if (!(minCoverage >= 0 && minCoverage <= 1) || !(maxWithout >= 0 && maxWithout <= 1)) {
            throw new IllegalArgumentException("minCoverage and maxWithout must be in [0, 1]");
        }
        if (!(slo > 0 && slo < 100)) {
            throw new IllegalArgumentException("slo must be in (0, 100), not " + slo);
        }
    }
}
