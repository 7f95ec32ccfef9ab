package dev.errata.emitter.capture;

import dev.errata.contract.Target;
import org.jspecify.annotations.Nullable;

/**
 * What the caller's side knows of a failed attempt.
 *
 * @param number from 1; null where it cannot be known
 * @param latencyMs from sending to the failure
 * @param timeoutMs the caller's limit
 * @param callId joins the attempts of a call
 */
record AttemptFacts(
        Target target,
        @Nullable Integer number,
        @Nullable Long latencyMs,
        @Nullable Long timeoutMs,
        @Nullable String callId,
        @Nullable String traceId,
        @Nullable String taskId) {}
