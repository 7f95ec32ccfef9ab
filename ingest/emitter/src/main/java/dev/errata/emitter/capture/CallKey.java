package dev.errata.emitter.capture;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * By what the attempts of one call under an SDK's retries are known to belong together: an object that the SDK keeps for that
 * call alone, or the thread that waits inside it. Once nobody else holds the object, no retry can come.
 */
final class CallKey extends WeakReference<Object> {
    private final String request;
    private final int hash;

    /**
     * @param identity compared by {@code ==}
     * @param request method and place: the same object may serve other requests in between
     */
    CallKey(Object identity, String request, ReferenceQueue<Object> gone) {
        super(identity, gone);
        this.request = request;
        this.hash = 31 * System.identityHashCode(identity) + request.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof CallKey key && key.request.equals(request) && sameIdentity(key));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    private boolean sameIdentity(Reference<Object> other) {
        var identity = get();
        return identity != null && other.refersTo(identity);
    }
}
