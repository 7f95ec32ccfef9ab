package dev.errata.emitter.capture;

import dev.errata.contract.normalise.RawAnswer;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The body of an answer as the application reads it. The hook shows it every byte that passes, and how the body ended: the first
 * of {@link #end}, {@link #closed} and {@link #broken} decides. Nothing here throws. For one thread at a time.
 */
public final class AnswerBody {
    private final Exchange exchange;
    private final int status;
    private final Map<String, String> headers;
    private final BodyReader reader;

    AnswerBody(Exchange exchange, int status, Map<String, String> headers) {
        this.exchange = exchange;
        this.status = status;
        this.headers = headers;
        this.reader = BodyReader.of(status, headers);
    }

    /** Whether the answer's head says that the attempt failed. */
    public boolean isFailure() {
        return status >= 400;
    }

    /** Whether bytes are still looked at; if not, the hook may spare itself copying them. */
    public boolean wants() {
        return !exchange.hasEnded() && reader.wants();
    }

    /** The application has read these bytes. Moves the buffer's position. */
    public void read(ByteBuffer bytes) {
        exchange.guard().run(() -> {
            if (wants()) {
                reader.read(bytes);
                reader.error().ifPresent(this::fail);
            }
        });
    }

    /** The application has read all of it. */
    public void end() {
        exchange.guard().run(() -> reader.errorAtEnd().ifPresentOrElse(this::fail, exchange::succeeded));
    }

    /** The application wants no more of it: with a success, that is its good right. */
    public void closed() {
        end();
    }

    /** The body broke off. */
    public void broken(Throwable cause) {
        stop(() -> {
            var found = ClientFailure.of(cause, true);
            if (found.isEmpty() || found.get().failure() == ClientFailure.CANCELLED) {
                exchange.end(AttemptEnd.CANCELLED);
            } else {
                exchange.broken(found.get().failure(), found.get().cause(), answer(""));
            }
        });
    }

    /** The limit of the whole call passed before the body's end. */
    public void timedOut(Throwable cause) {
        stop(() -> exchange.broken(ClientFailure.READ_TIMEOUT, cause, answer("")));
    }

    /** The application cancelled the call. */
    public void cancelled() {
        stop(() -> exchange.end(AttemptEnd.CANCELLED));
    }

    /** An answer that already said that it failed tells more than why its body broke off. */
    private void stop(Runnable otherwise) {
        exchange.guard().run(isFailure() ? this::end : otherwise);
    }

    private void fail(String text) {
        exchange.failed(answer(text));
    }

    private RawAnswer answer(String body) {
        return new RawAnswer(null, status, headers, body);
    }
}
