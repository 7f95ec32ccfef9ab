package dev.errata.emitter.okhttp;

import dev.errata.emitter.capture.AnswerBody;
import dev.errata.emitter.capture.Capture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** A body that shows what is read of it. */
final class ShownBody extends ResponseBody {
    private final ResponseBody body;
    private final BufferedSource source;

    ShownBody(ResponseBody body, AnswerBody shown, Cancellation cancellation, Capture capture) {
        this.body = body;
        this.source = Okio.buffer(new ShownSource(body.source(), shown, cancellation, capture));
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public BufferedSource source() {
        return source;
    }

    /** Reads from the answer only what the application asks for, until that closes it. */
    private static final class ShownSource extends ForwardingSource {
        private static final int CHUNK = 8 * 1024;

        /** What OkHttp itself spends at closing, to be able to use the connection again. */
        private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

        private final BufferedSource source;
        private final AnswerBody shown;
        private final Cancellation cancellation;
        private final Capture capture;

        ShownSource(BufferedSource source, AnswerBody shown, Cancellation cancellation, Capture capture) {
            super(source);
            this.source = source;
            this.shown = shown;
            this.cancellation = cancellation;
            this.capture = capture;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            try {
                var count = super.read(sink, byteCount);
                capture.safely(() -> show(sink, count));
                return count;
            } catch (IOException e) {
                capture.safely(() -> cancellation.broken(shown, e));
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            capture.safely(this::showRest);
            super.close();
        }

        private void show(Buffer read, long count) {
            if (count < 0) {
                shown.end();
            } else if (shown.wants()) {
                var copy = new Buffer();
                read.copyTo(copy, read.size() - count, count);
                drain(copy);
            }
        }

        private void drain(Buffer bytes) {
            var chunk = new byte[CHUNK];
            for (int n = bytes.read(chunk, 0, CHUNK); n > 0 && shown.wants(); n = bytes.read(chunk, 0, CHUNK)) {
                shown.read(ByteBuffer.wrap(chunk, 0, n));
            }
        }

        /** An SDK that retries closes the failed answer unread. */
        private void showRest() {
            if (shown.isFailure() && shown.wants()) {
                readRest();
            }
            shown.closed();
        }

        private void readRest() {
            var timeout = source.timeout();
            var deadline = timeout.hasDeadline() ? timeout.deadlineNanoTime() : Long.MAX_VALUE;
            timeout.deadlineNanoTime(Math.min(deadline, System.nanoTime() + REST_NANOS));
            var rest = new Buffer();
            try {
                while (shown.wants() && source.read(rest, CHUNK) >= 0) {
                    drain(rest);
                }
            } catch (IOException | IllegalStateException e) {
                shown.closed();
            } finally {
                restore(deadline);
            }
        }

        private void restore(long deadline) {
            if (deadline == Long.MAX_VALUE) {
                source.timeout().clearDeadline();
            } else {
                source.timeout().deadlineNanoTime(deadline);
            }
        }
    }
}
