package dev.errata.emitter.capture;

import dev.errata.contract.normalise.Normaliser;
import dev.errata.contract.normalise.RawAnswer;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Joins the attempts that an SDK of the OpenAI and Anthropic kind makes of one call. Each says how many went before; which call
 * it continues follows from the {@link CallKey}, else from nothing: unknown is better than wrong. That a call is over is known
 * when it succeeds or fails for good by the SDK's rules; else when no retry has come in the time that the SDK would wait, or
 * nobody holds what the retry would be made of.
 */
final class SdkRetries {
    /** The longest that the SDKs wait of their own accord, and a little more. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(10);
    private static final int MAX_WAITING = 10_000;

    private final Sight sight;
    private final Duration wait;
    private final Later later;
    private final Map<CallKey, LogicalCall> waiting = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

    SdkRetries(Sight sight, Duration wait) {
        this.sight = sight;
        this.wait = wait;
        this.later = new Later(sight.guard(), MAX_WAITING);
    }

    /** @param identity what the SDK keeps for this call alone; null where nothing is known */
    @Nullable
    CallKey key(@Nullable Object identity, RequestHead head) {
        return identity == null ? null : new CallKey(identity, head.method() + ' ' + head.host() + head.path(), gone);
    }

    /** The call of which an attempt begins. */
    LogicalCall call(int earlier, @Nullable CallKey key) {
        endAbandoned();
        var known = Optional.ofNullable(key).map(waiting::remove);
        if (earlier > 0) {
            return known.filter(call -> call.attempts() == earlier).orElseGet(() -> LogicalCall.rest(sight, earlier));
        }
        known.ifPresent(LogicalCall::over);
        return LogicalCall.whole(sight);
    }

    /** By the SDKs' own rules. */
    static boolean isRetried(int status, Map<String, String> headers) {
        return switch (headers.getOrDefault("x-should-retry", "")) {
            case "true" -> true;
            case "false" -> false;
            default -> status == 408 || status == 409 || status == 429 || status >= 500;
        };
    }

    /** An attempt has failed in a way that the SDK retries. */
    void await(LogicalCall call, @Nullable CallKey key, @Nullable Integer status, Map<String, String> headers) {
        if (key == null) {
            return;
        }
        waiting.put(key, call);
        if (!later.after(wait.plus(retryAfter(status, headers)), () -> end(key, call))) {
            waiting.remove(key, call);
        }
    }

    /** Decides what still waits: no retry will be seen any more. */
    void close() {
        waiting.forEach(this::end);
    }

    private void end(CallKey key, LogicalCall call) {
        if (waiting.remove(key, call)) {
            call.over();
        }
    }

    private void endAbandoned() {
        for (var key = gone.poll(); key != null; key = gone.poll()) {
            Optional.ofNullable(waiting.remove(key)).ifPresent(LogicalCall::over);
        }
    }

    private Duration retryAfter(@Nullable Integer status, Map<String, String> headers) {
        var asked = Normaliser.normalise(new RawAnswer(null, status, headers, ""), sight.now())
                .retryAfterMs();
        return Duration.ofMillis(asked == null ? 0 : Math.min(asked, MAX_RETRY_AFTER.toMillis()));
    }
}
