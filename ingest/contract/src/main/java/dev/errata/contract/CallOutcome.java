package dev.errata.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a logical call or an asynchronous task went on, where a single {@link ErrorEvent} cannot tell: a call that
 * succeeded after failures, and every step of a task. At least one of the two ids is there. What failed is told by an event.
 *
 * @param callId the logical call
 * @param taskId the asynchronous task
 * @param time when the step happened
 * @param latencyMs from the first attempt, or from submission, to this step
 */
public record CallOutcome(
        @Nullable String callId,
        @Nullable String taskId,
        Instant time,
        Outcome outcome,
        Caller caller,
        Target target,
        @Nullable Long latencyMs) {

    /** The steps; in JSON their lower-case names. */
    public enum Outcome {
        SUBMITTED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /** The same outcome as the given project's own. */
    public CallOutcome inProject(String project) {
        return new CallOutcome(callId, taskId, time, outcome, caller.withProject(project), target, latencyMs);
    }
}
