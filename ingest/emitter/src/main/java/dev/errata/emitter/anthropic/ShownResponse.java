package dev.errata.emitter.anthropic;

import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpResponse;
import dev.errata.emitter.capture.AnswerBody;
import java.io.IOException;
import java.io.InputStream;

/** An answer that shows what is read of it. */
final class ShownResponse implements HttpResponse {
    private static final int CHUNK = 8 * 1024;

    private final HttpResponse response;
    private final AnswerBody shown;
    private final Rest rest;

    ShownResponse(HttpResponse response, AnswerBody shown, Rest rest) {
        this.response = response;
        this.shown = shown;
        this.rest = rest;
    }

    @Override
    public int statusCode() {
        return response.statusCode();
    }

    @Override
    public Headers headers() {
        return response.headers();
    }

    @Override
    public InputStream body() {
        return new ShownStream(response.body(), shown);
    }

    @Override
    public void close() {
        if (shown.isFailure() && shown.wants()) {
            rest.readAndClose(this::readRest, this::closeNow);
        } else {
            closeNow();
        }
    }

    private void closeNow() {
        shown.closed();
        response.close();
    }

    private void readRest() {
        try (var body = body()) {
            var chunk = new byte[CHUNK];
            while (shown.wants() && body.read(chunk) >= 0) {
                // shown as it is read
            }
        } catch (IOException e) {
            shown.broken(e);
        }
    }
}
