package dev.errata.emitter.capture;

import dev.errata.contract.normalise.Normaliser;
import dev.errata.contract.normalise.RawAnswer;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** The start of a body that is one document: of a failed answer, or of a success that may turn out to be none. */
final class WholeBody implements BodyReader {
    private final int status;
    private final Map<String, String> headers;
    private final ByteWindow window = new ByteWindow(LIMIT);

    WholeBody(int status, Map<String, String> headers) {
        this.status = status;
        this.headers = headers;
    }

    @Override
    public void read(ByteBuffer bytes) {
        window.add(bytes);
    }

    @Override
    public boolean wants() {
        return !window.isCut();
    }

    @Override
    public Optional<String> error() {
        return Optional.empty();
    }

    @Override
    public Optional<String> errorAtEnd() {
        var text = BodyText.of(window.take(), headers, LIMIT);
        if (status >= 400) {
            return Optional.of(text);
        }
        return Optional.of(text).filter(body -> !window.isCut() && tellsOfError(body));
    }

    /** A success that is longer than an error is one. */
    private boolean tellsOfError(String body) {
        return ErrorWords.in(body) && Normaliser.tellsOfError(new RawAnswer(null, status, headers, body));
    }
}
