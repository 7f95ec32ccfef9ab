package dev.errata.core.policy;

/**
 * What counts as an incident of a project.
 *
 * @param minErrors fewer in a window are never one, nor is a smaller excess over what was expected; default 5
 * @param minRatio less than so many times the expected errors is never one; above 1, default 2
 * @param falsePagesPerWeek how often all series of the project together may be wrong in a week; default 1
 * @param newCodeEvents so many errors of a code that was never seen before are an incident of their own; default 5
 * @param shadow whether incidents are found and recorded, and nobody is paged; default no
 */
public record Rules(int minErrors, double minRatio, double falsePagesPerWeek, int newCodeEvents, boolean shadow) {
    /** The defaults. */
    public static final Rules DEFAULT = new Rules(5, 2, 1, 5, false);

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
    }
}
