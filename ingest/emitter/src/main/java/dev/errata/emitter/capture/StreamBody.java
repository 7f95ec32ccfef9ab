package dev.errata.emitter.capture;

import dev.errata.contract.normalise.Normaliser;
import dev.errata.contract.normalise.RawAnswer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A streamed answer, record by record: the events of an event stream, which end at an empty line, or the lines of JSON lines.
 * Keeps one record at a time and none that is longer than {@link #LIMIT}.
 */
final class StreamBody implements BodyReader {
    private static final Pattern ERROR_EVENT = Pattern.compile("(?m)^event: ?error\\s*$");

    private final int status;
    private final Map<String, String> headers;
    private final boolean events;
    private final ByteArrayOutputStream record = new ByteArrayOutputStream();
    private boolean lineIsEmpty = true;
    private boolean tooLong;
    private @Nullable String error;

    StreamBody(int status, Map<String, String> headers, boolean events) {
        this.status = status;
        this.headers = headers;
        this.events = events;
    }

    @Override
    public synchronized void read(ByteBuffer bytes) {
        var chunk = new byte[bytes.remaining()];
        bytes.get(chunk);
        var start = 0;
        for (int i = 0; i < chunk.length && error == null; i++) {
            if (chunk[i] == '\n') {
                add(chunk, start, i - start);
                endLine();
                start = i + 1;
            }
        }
        add(chunk, start, chunk.length - start);
    }

    @Override
    public synchronized boolean wants() {
        return error == null
                && headers.getOrDefault("content-encoding", "identity").equals("identity");
    }

    @Override
    public synchronized Optional<String> error() {
        return Optional.ofNullable(error);
    }

    @Override
    public synchronized Optional<String> errorAtEnd() {
        endRecord();
        return Optional.ofNullable(error);
    }

    private void add(byte[] chunk, int start, int length) {
        lineIsEmpty &= length == 0 || (length == 1 && chunk[start] == '\r');
        tooLong |= record.size() + length > LIMIT;
        if (!tooLong) {
            record.write(chunk, start, length);
        }
    }

    private void endLine() {
        if (!events || lineIsEmpty) {
            endRecord();
        } else if (!tooLong) {
            record.write('\n');
        }
        lineIsEmpty = true;
    }

    private void endRecord() {
        if (!tooLong && record.size() > 0 && error == null) {
            var text = BodyText.of(record.toByteArray(), headers, LIMIT);
            error = isError(text) ? text : null;
        }
        record.reset();
        tooLong = false;
    }

    private boolean isError(String text) {
        return (events && ERROR_EVENT.matcher(text).find())
                || (ErrorWords.in(text) && Normaliser.tellsOfError(new RawAnswer(null, status, headers, text)));
    }
}
