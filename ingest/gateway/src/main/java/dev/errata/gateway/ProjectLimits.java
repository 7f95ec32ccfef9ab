package dev.errata.gateway;

import dev.errata.http.ApiException;
import dev.errata.http.limit.RateLimiter;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Keeps each project to its {@link ProjectRates}, with {@link #BURST} of them at once. A project that has used up what it
 * had is answered 429 before anything of its body is read. Safe from any thread.
 */
final class ProjectLimits {
    static final Duration BURST = Duration.ofSeconds(5);

    private final RateLimiter<String> records;
    private final RateLimiter<String> bytes;

    ProjectLimits(ProjectRates rates, InstantSource clock) {
        records = new RateLimiter<>(rates.recordsPerSecond(), BURST, clock);
        bytes = new RateLimiter<>(rates.bytesPerSecond(), BURST, clock);
    }

    /**
     * Takes what a body will have.
     *
     * @param announced 0 where it did not say
     * @throws ApiException 429 where the project has sent too much of either; nothing is taken then
     */
    void takeBytes(String project, long announced) {
        check(records.delay(project));
        check(bytes.tryTake(project, announced));
    }

    /** Takes what a body has had that did not say so before. */
    void spendBytes(String project, long count) {
        bytes.take(project, count);
    }

    /**
     * Takes all records of a request.
     *
     * @throws ApiException 429 where others of the project have been faster; nothing is taken then
     */
    void takeRecords(String project, int count) {
        check(records.tryTake(project, count));
    }

    private static void check(Duration delay) {
        if (!delay.isZero()) {
            throw ApiException.tooManyRequests(
                    "The project has sent more than its limit", delay.plus(RetryAfter.jittered()));
        }
    }
}
