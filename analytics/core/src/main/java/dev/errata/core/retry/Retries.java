package dev.errata.core.retry;

import static java.util.Objects.requireNonNull;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Ids;
import dev.errata.contract.RetryPolicy.Action;
import dev.errata.contract.Target;
import dev.errata.contract.normalise.Meaning;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What clients did after failed attempts. Immutable.
 *
 * @param failures failed attempts
 * @param identified those with a call id: without one nobody can tell what followed
 * @param known what followed these; empty where there are failures and none of them has a call id, or too many to look at,
 *     so that it is unknown
 */
public record Retries(long failures, long identified, Optional<Known> known) {
    private static final Set<Action> HOPELESS = Set.of(Action.NEVER, Action.AFTER_FIX);
    private static final UUID NO_ID = new UUID(0, 0);
    private static final Caller NOBODY = new Caller(null, null, null, null, null);
    private static final Target NOTHING = new Target(null, null, null, null, null);
    private static final Ids NO_IDS = new Ids(null, null, null, null, null);

    /** The most attempts of a call unless somebody says otherwise: as many as the error reference's example makes. */
    public static final int MAX_ATTEMPTS = 5;

    /** Of nothing. */
    public static final Retries NONE = of(List.of(), List.of());

    /**
     * Of the failed attempts with a call id.
     *
     * @param calls how many calls they belong to
     * @param retried how many of them another attempt followed
     * @param unclear how many were answered with Retry-After and followed, and nothing tells whether too soon
     */
    public record Known(long calls, long retried, long unclear, Map<RetryCondition, Share> conditions) {
        public Known {
            conditions = Collections.unmodifiableMap(new EnumMap<>(conditions));
        }

        /** How often a condition was met. */
        public Share share(RetryCondition condition) {
            return requireNonNull(conditions.get(condition));
        }
    }

    /** What the failures and the waits of one key add up to. */
    public static Retries of(List<FailedAttempts> groups, List<Waits> waits) {
        var failures = groups.stream().mapToLong(FailedAttempts::failures).sum();
        var identified = groups.stream().mapToLong(FailedAttempts::identified).sum();
        var isKnown = identified > 0 || failures == 0;
        return new Retries(failures, identified, isKnown ? Optional.of(known(groups, waits)) : Optional.empty());
    }

    private static Known known(List<FailedAttempts> groups, List<Waits> waits) {
        var inStep = new InStep();
        waits.forEach(inStep::add);
        var shares = new EnumMap<RetryCondition, Share>(RetryCondition.class);
        for (var condition : RetryCondition.values()) {
            shares.put(condition, Share.NONE);
        }
        var retried = 0L;
        var unclear = 0L;
        for (var group : groups) {
            var number = group.identified();
            retried += group.retried() ? number : 0;
            unclear += group.heeded() == Heeded.UNKNOWN ? number : 0;
            add(shares, RetryCondition.TERMINAL_RETRIED, group.retried(), number, isHopeless(group));
            var isClear = group.heeded() == Heeded.YES || group.heeded() == Heeded.NO;
            add(shares, RetryCondition.RETRY_AFTER_IGNORED, group.heeded() == Heeded.NO, number, isClear);
            shares.computeIfPresent(
                    RetryCondition.TOO_MANY_ATTEMPTS, (_, share) -> share.plus(group.beyond(), group.calls()));
        }
        shares.put(RetryCondition.IN_STEP, inStep.share());
        var calls = groups.stream().mapToLong(FailedAttempts::calls).sum();
        return new Known(calls, retried, unclear, shares);
    }

    private static void add(
            Map<RetryCondition, Share> shares, RetryCondition condition, boolean met, long number, boolean counts) {
        if (counts) {
            shares.computeIfPresent(condition, (_, share) -> share.plus(met ? number : 0, number));
        }
    }

    /** As events and tickets say it, but for what only bodies tell. */
    private static boolean isHopeless(FailedAttempts group) {
        var attempt = new Attempt(null, null, null, null, group.limitKind());
        var event = new ErrorEvent(
                NO_ID, Instant.EPOCH, NOBODY, NOTHING, group.error(), NO_IDS, attempt, null, Map.of(), List.of());
        var retry = Meaning.of(event).retry();
        return retry != null && HOPELESS.contains(retry.action());
    }
}
