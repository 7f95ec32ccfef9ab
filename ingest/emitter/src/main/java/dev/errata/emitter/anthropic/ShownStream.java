package dev.errata.emitter.anthropic;

import dev.errata.emitter.capture.AnswerBody;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A body that shows what is read of it. */
final class ShownStream extends FilterInputStream {
    private final AnswerBody shown;

    ShownStream(InputStream body, AnswerBody shown) {
        super(body);
        this.shown = shown;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            var count = super.read(bytes, offset, length);
            if (count < 0) {
                shown.end();
            } else if (shown.wants()) {
                shown.read(ByteBuffer.wrap(bytes, offset, count));
            }
            return count;
        } catch (IOException e) {
            shown.broken(e);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        shown.closed();
        super.close();
    }
}
