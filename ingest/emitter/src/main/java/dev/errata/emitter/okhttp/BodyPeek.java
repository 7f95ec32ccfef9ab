package dev.errata.emitter.okhttp;

import dev.errata.emitter.capture.PeekStream;
import dev.errata.emitter.capture.RequestHead;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A sink that only sees what a body is written from. Only for bodies that are known to be in memory, OkHttp's own and those of
 * SDKs: another one may be written once only, even where it says otherwise.
 */
final class BodyPeek implements InvocationHandler {
    private static final long MAX_COPIED = 1 << 20;

    private final PeekStream seen;

    private BodyPeek(PeekStream seen) {
        this.seen = seen;
    }

    /** What a JSON body is written from; empty where there is none, or none that may be looked at. */
    static Optional<PeekStream> of(Request request, RequestHead head) {
        var body = request.body();
        if (body == null || !head.isJson() || !isInMemory(body, head)) {
            return Optional.empty();
        }
        var seen = new PeekStream();
        var sink = (BufferedSink) Proxy.newProxyInstance(
                BufferedSink.class.getClassLoader(), new Class<?>[] {BufferedSink.class}, new BodyPeek(seen));
        seen.look(out -> body.writeTo(sink));
        return Optional.of(seen);
    }

    private static boolean isInMemory(RequestBody body, RequestHead head) {
        var ofSdk = head.retryCount().isPresent();
        return !body.isOneShot()
                && !body.isDuplex()
                && (ofSdk || body.getClass().getName().startsWith("okhttp3."));
    }

    /** Stops at whatever it does not know: then nothing was seen. */
    @Override
    public Object invoke(Object sink, Method method, Object @Nullable [] arguments) throws IOException {
        var first = arguments == null || arguments.length == 0 ? null : arguments[0];
        if (method.getName().equals("outputStream")) {
            return seen;
        }
        if (method.getName().equals("write") && arguments != null && first instanceof byte[] bytes) {
            var whole = arguments.length == 1;
            seen.write(bytes, whole ? 0 : (int) arguments[1], whole ? bytes.length : (int) arguments[2]);
        }
        if (method.getName().equals("write") && first instanceof ByteString string && string.size() <= MAX_COPIED) {
            seen.write(string.toByteArray());
        }
        throw new IOException("not looked at: " + method.getName());
    }
}
