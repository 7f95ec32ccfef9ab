package dev.errata.contract;

import org.jspecify.annotations.Nullable;

/**
 * Where the event stands in its chain of retries.
 *
 * @param number from 1
 * @param latencyMs from sending the request to the failure
 * @param timeoutMs the caller's time limit
 * @param retryAfterMs how long the answer asked to wait
 * @param limitKind which limit a 429 or 402 enforces, where it is known
 */
public record Attempt(
        @Nullable Integer number,
        @Nullable Long latencyMs,
        @Nullable Long timeoutMs,
        @Nullable Long retryAfterMs,
        @Nullable String limitKind) {}
