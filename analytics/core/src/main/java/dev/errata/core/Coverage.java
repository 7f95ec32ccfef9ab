package dev.errata.core;

import org.jspecify.annotations.Nullable;

/**
 * How well the errors of an application are known in a stretch of time. A ratio of errors by requests says nothing where
 * many errors come from where nobody counts the requests.
 *
 * @param errors failed attempts that were judged
 * @param covered of those, as many as are among requests of the application that somebody counted: none where no totals
 *     came, and no more than these; requests that name no application may be any one's
 * @param lost more of them, which their sources saw and could not deliver
 * @param withoutRequestId of the errors, those with neither a {@code request_id} nor a {@code provider_request_id}
 * @param withoutCode of the errors, those without a {@code code}
 * @param floor where a smaller share of all errors is covered, ratios are unknown; in [0, 1]
 */
public record Coverage(long errors, long covered, long lost, long withoutRequestId, long withoutCode, double floor)
        implements Cell.Count {
    /** Nothing happened. */
    public static final Coverage NONE = new Coverage(0, 0, 0, 0, 0, 0);

    /** Errors that there were, lost ones included. */
    public long all() {
        return errors + lost;
    }

    /** Which part of all errors is covered, in [0, 1]; null where there were none. */
    public @Nullable Double share() {
        return all() == 0 ? null : (double) covered / all();
    }

    /** Whether so few errors are covered that no ratio can be told. Of no errors it can. */
    public boolean isUnknown() {
        var share = share();
        return share != null && share < floor;
    }

    /** Of both. */
    public Coverage plus(Coverage other) {
        return new Coverage(
                errors + other.errors,
                covered + other.covered,
                lost + other.lost,
                withoutRequestId + other.withoutRequestId,
                withoutCode + other.withoutCode,
                Math.max(floor, other.floor));
    }
}
