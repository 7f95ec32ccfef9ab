package dev.errata.emitter.okhttp;

import dev.errata.emitter.capture.PeekStream;
import java.io.IOException;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What tells the logical calls of an SDK apart below its retries, where each attempt is a new request: the array that it writes
 * its JSON from, which it makes once a call; else the caller's thread, which waits inside the call all the while.
 */
final class SdkIdentity {
    private static final String DISPATCHER_THREAD = "OkHttp ";

    private SdkIdentity() {}

    /** Null where nothing tells: a request without a body, made in the background. */
    static @Nullable Object of(Request request, @Nullable PeekStream body) {
        if (body != null && body.isWhole(length(request))) {
            return body.array();
        }
        return isInBackground(request) ? null : Thread.currentThread();
    }

    /** Threads of OkHttp's dispatcher carry the address for as long as they run a call. */
    private static boolean isInBackground(Request request) {
        return Thread.currentThread()
                .getName()
                .startsWith(DISPATCHER_THREAD + request.url().scheme());
    }

    private static long length(Request request) {
        try {
            return request.body() == null ? -1 : request.body().contentLength();
        } catch (IOException e) {
            return -1;
        }
    }
}
