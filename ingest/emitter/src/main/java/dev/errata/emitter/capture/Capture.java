package dev.errata.emitter.capture;

import dev.errata.emitter.Recorder;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees calls and tells the {@link Recorder}: every failed attempt as an event, every attempt and every call in the totals. One
 * is enough for an application, however many clients it has. Nothing here throws or waits; what goes wrong is counted with
 * {@link Recorder#hookFailed}. Safe from any thread.
 */
public final class Capture implements AutoCloseable {
    /** How the user agent of the emitter's own requests begins: they are not seen. */
    public static final String OWN_AGENT = "errata-emitter";

    private final Sight sight;
    private final SdkRetries retries;
    private final Parts parts;
    private final Calls calls;
    private final Tasks tasks;

    /** @param recorder where everything goes */
    public Capture(Recorder recorder) {
        this(recorder, SdkRetries.LONGEST_WAIT);
    }

    Capture(Recorder recorder, Duration wait) {
        sight = new Sight(recorder, new Guard(recorder), InstantSource.system(), new SecureRandom());
        retries = new SdkRetries(sight, wait);
        parts = Parts.of(sight);
        calls = new Calls(sight);
        tasks = new Tasks(parts);
    }

    /**
     * An attempt begins; empty where it is none of the application's.
     *
     * @param scope the call that it is part of; null for the one open on this thread, if any
     * @param identity an object that an SDK keeps for this logical call alone and through its retries; null where none is
     *     known. Only looked at where the request says how many attempts went before
     */
    public Optional<Exchange> begin(RequestHead head, @Nullable CallScope scope, @Nullable Object identity) {
        return sight.guard()
                .get(
                        () -> head.isOwn() ? Optional.empty() : Optional.of(exchange(head, scope, identity)),
                        Optional.empty());
    }

    /** The application's own scopes, which join attempts to calls. */
    public Calls calls() {
        return calls;
    }

    /** Asynchronous tasks. */
    public Tasks tasks() {
        return tasks;
    }

    /** An attempt that another client made and that has ended. It joins the scope that is open on this thread, if any. */
    public void record(Report report) {
        sight.guard().run(() -> {
            var scope = calls.current();
            var call = scope.orElseGet(() -> LogicalCall.whole(sight));
            new Reported(parts, call).record(report);
            if (scope.isEmpty()) {
                call.over();
            }
        });
    }

    /** What a hook does beside the application's call: its failure stays here and is counted. */
    public void safely(Runnable step) {
        sight.guard().run(step);
    }

    /** Decides the calls that still wait for a retry. Comes before the last totals. */
    @Override
    public void close() {
        sight.guard().run(retries::close);
    }

    private Exchange exchange(RequestHead head, @Nullable CallScope scope, @Nullable Object identity) {
        var own = Optional.ofNullable(scope).map(CallScope::call).or(calls::current);
        var earlier = head.retryCount();
        if (own.isEmpty() && earlier.isPresent()) {
            var key = retries.key(identity, head);
            var call = retries.call(earlier.get(), key);
            return new Exchange(parts, head, call, new AfterAttempt.SdkLoop(retries, call, key));
        }
        var call = own.orElseGet(() -> LogicalCall.whole(sight));
        var after = own.isPresent() ? new AfterAttempt.OwnLoop() : new AfterAttempt.Nothing(call);
        return new Exchange(parts, head, call, after);
    }
}
