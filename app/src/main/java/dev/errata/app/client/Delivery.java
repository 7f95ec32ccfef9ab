package dev.errata.app.client;

import dev.errata.contract.Topics;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/**
 * One batch on its way: sent until the server has said what became of it. From the first unknown outcome on (a broken
 * connection, no answer, a 5xx) it is marked as a resend, so that nothing counts twice. Used once, by one thread.
 */
final class Delivery {
    private static final int ATTEMPTS = 8;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final Transport transport;
    private final Pause pause;
    private final HttpRequest.Builder request;
    private boolean resend;

    Delivery(Transport transport, Pause pause, String path, byte[] ndjson) {
        this.transport = transport;
        this.pause = pause;
        this.request = transport
                .request(path)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArray(ndjson));
    }

    /** Sends, waits and sends again, until there is a receipt or no hope. */
    Receipt receipt() throws UnreachableException, RefusedException, InterruptedException {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            var wait = backOff(attempt);
            try {
                var answer = send();
                if (!answer.isWorthRetrying()) {
                    return settled(answer);
                }
                wait = answer.retryAfter().orElse(wait);
            } catch (IOException e) {
                markResend();
            }
            pause.sleep(wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait);
        }
        return lastTry();
    }

    private Receipt lastTry() throws UnreachableException, RefusedException, InterruptedException {
        try {
            return settled(send());
        } catch (IOException e) {
            throw transport.unreachable(e);
        }
    }

    private Answer send() throws IOException, UnreachableException, InterruptedException {
        var answer = transport.send(request.build());
        if (answer.isUnknownOutcome()) {
            markResend();
        }
        return answer;
    }

    private void markResend() {
        if (!resend) {
            resend = true;
            request.header(Topics.HTTP_RESEND_HEADER, "1");
        }
    }

    private static Receipt settled(Answer answer) throws RefusedException {
        return ReceiptReader.read(answer).orElseThrow(() -> new RefusedException(answer.status(), answer.body()));
    }

    private static Duration backOff(int attempt) {
        return FIRST_WAIT.multipliedBy(1L << (attempt - 1));
    }
}
