package dev.errata.emitter.capture;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** Looks for an error in an answer's bytes as they pass. */
interface BodyReader {
    /** How much of a body, or of one record of a stream, is looked at. */
    int LIMIT = 64 * 1024;

    /** Takes what it wants to see. */
    void read(ByteBuffer bytes);

    /** Whether it wants to see more. */
    boolean wants();

    /** The error's text, as soon as there is one. */
    Optional<String> error();

    /** The error's text, now that nothing more comes. */
    Optional<String> errorAtEnd();

    /** The one for such an answer. */
    static BodyReader of(int status, Map<String, String> headers) {
        var type = headers.getOrDefault("content-type", "");
        if (status >= 400) {
            return new WholeBody(status, headers);
        }
        if (MediaTypes.isEventStream(type)) {
            return new StreamBody(status, headers, true);
        }
        if (MediaTypes.isLines(type)) {
            return new StreamBody(status, headers, false);
        }
        return MediaTypes.isJson(type) ? new WholeBody(status, headers) : new NoBody();
    }

    /** Of a success that is no JSON: nothing to see. */
    record NoBody() implements BodyReader {
        @Override
        public void read(ByteBuffer bytes) {}

        @Override
        public boolean wants() {
            return false;
        }

        @Override
        public Optional<String> error() {
            return Optional.empty();
        }

        @Override
        public Optional<String> errorAtEnd() {
            return Optional.empty();
        }
    }
}
