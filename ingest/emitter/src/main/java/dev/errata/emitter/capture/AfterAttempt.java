package dev.errata.emitter.capture;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who knows whether a call goes on after an attempt of it. */
interface AfterAttempt {
    /** The attempt has failed, with that answer; without one the status is null and no header there. */
    void failed(@Nullable Integer status, Map<String, String> headers);

    /** The attempt has an answer that nobody retries. */
    void answered();

    /** A call of one attempt. */
    record Nothing(LogicalCall call) implements AfterAttempt {
        @Override
        public void failed(@Nullable Integer status, Map<String, String> headers) {
            call.over();
        }

        @Override
        public void answered() {
            call.over();
        }
    }

    /** The application's own loop: it closes its scope. */
    record OwnLoop() implements AfterAttempt {
        @Override
        public void failed(@Nullable Integer status, Map<String, String> headers) {}

        @Override
        public void answered() {}
    }

    /** An SDK's loop: it retries by rules that are known. */
    record SdkLoop(
            SdkRetries retries, LogicalCall call, @Nullable CallKey key) implements AfterAttempt {
        @Override
        public void failed(@Nullable Integer status, Map<String, String> headers) {
            if (status == null || SdkRetries.isRetried(status, headers)) {
                retries.await(call, key, status, headers);
            } else {
                call.over();
            }
        }

        @Override
        public void answered() {
            call.over();
        }
    }
}
