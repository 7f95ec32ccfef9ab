package dev.errata.core.retry;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the tasks that were submitted in some time stand. Immutable.
 *
 * @param succeeded ended well; of several ends the last one counts
 * @param failed accepted, then rejected
 * @param cancelled given up by either side
 * @param open none of these so far
 * @param stuck open ones that take longer than tasks of their app and model ever should
 * @param unjudged open ones of which nobody can tell, since too few of their kind have ended
 */
public record TaskCounts(long succeeded, long failed, long cancelled, long open, long stuck, long unjudged) {
    /** No tasks. */
    public static final TaskCounts NONE = new TaskCounts(0, 0, 0, 0, 0, 0);

    /** So many times the 99th percentile is too long: of tasks with a long tail, one in thousands takes that long. */
    public static final int STUCK_FACTOR = 4;

    /** With fewer tasks that have succeeded, the 99th percentile is a guess. */
    public static final int STUCK_SAMPLES = 100;

    /** No task is stuck before, however quick its like are. */
    public static final Duration STUCK_LEAST = Duration.ofMinutes(1);

    /** As long ago tasks are learned from. */
    public static final Duration LEARNED = Duration.ofDays(7);

    /** Both together. */
    public TaskCounts plus(TaskCounts other) {
        return new TaskCounts(
                succeeded + other.succeeded,
                failed + other.failed,
                cancelled + other.cancelled,
                open + other.open,
                stuck + other.stuck,
                unjudged + other.unjudged);
    }

    /** All of them. */
    public long submitted() {
        return succeeded + failed + cancelled + open;
    }

    /** Of those that came to a verdict, those that failed; null where none did. What was cancelled has none. */
    public @Nullable Double failureRate() {
        return succeeded + failed == 0 ? null : (double) failed / (succeeded + failed);
    }

    /** How many are stuck; empty where none of the open ones can be judged. */
    public Optional<Long> knownStuck() {
        return open > 0 && unjudged == open ? Optional.empty() : Optional.of(stuck);
    }
}
