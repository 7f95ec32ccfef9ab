package dev.errata.emitter.capture;

import java.util.Objects;

/**
 * Joins the attempts of an application's own retry loop to one logical call:
 *
 * <pre>{@code
 * try (var call = calls.begin()) {
 *     // every attempt on this thread belongs to it
 * }
 * }</pre>
 *
 * Attempts on other threads join where the hook is given the scope: with OkHttp as the request's tag of this class. Scopes
 * nest; each is closed on the thread that began it.
 */
public final class CallScope implements AutoCloseable {
    private final Calls calls;
    private final LogicalCall call;

    CallScope(Calls calls, LogicalCall call) {
        this.calls = calls;
        this.call = call;
    }

    /** The id that all its events carry. */
    public String id() {
        return Objects.toString(call.id());
    }

    /** The call is over; it is counted as soon as its last attempt has ended. Never throws; a second time does nothing. */
    @Override
    public void close() {
        calls.close(this);
    }

    LogicalCall call() {
        return call;
    }
}
