package dev.errata.store.sink;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Target;
import org.jspecify.annotations.Nullable;

/**
 * What the sinks have stored of calls, told after their transaction is in, once for each batch. Called by the workers'
 * threads.
 */
public interface CallMetrics {
    /** Counts nothing. */
    CallMetrics NOOP = new CallMetrics() {
        @Override
        public void errors(ErrorLabels labels, long number) {}

        @Override
        public void requests(TargetLabels labels, long more) {}

        @Override
        public void taskOutcomes(TargetLabels labels, CallOutcome.Outcome outcome, long number) {}
    };

    /** So many new errors were stored. */
    void errors(ErrorLabels labels, long number);

    /** The stored totals of requests have grown by so many; less than 0 where a total was put right. */
    void requests(TargetLabels labels, long more);

    /** So many new steps of asynchronous tasks were stored. */
    void taskOutcomes(TargetLabels labels, CallOutcome.Outcome outcome, long number);

    /** Who calls whom; {@code ''} for what is not known. */
    record TargetLabels(String project, String provider, String model) {
        static TargetLabels of(Caller caller, Target target) {
            return new TargetLabels(caller.projectOrDefault(), orEmpty(target.provider()), orEmpty(target.model()));
        }
    }

    /** What errors are told apart by; {@code ''} for what is not known. */
    record ErrorLabels(TargetLabels target, @Nullable Integer status, String code, String type) {
        static ErrorLabels of(ErrorEvent event) {
            var failure = event.failure();
            return new ErrorLabels(
                    TargetLabels.of(event.caller(), event.target()),
                    failure.status(),
                    orEmpty(failure.code()),
                    orEmpty(failure.type()));
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
