package dev.errata.app.node;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Posts events as a sender would that keeps to the contract, and nothing more. */
final class Poster implements AutoCloseable {
    private static final int ACCEPTED = 202;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ErrorEventCodec codec = new ErrorEventCodec();
    private final URI events;

    Poster(URI server) {
        this.events = server.resolve("/v1/events");
    }

    /** Whether the batch was acknowledged; if not, its outcome is unknown. */
    boolean post(List<ErrorEvent> batch, boolean resend) throws InterruptedException {
        var request = HttpRequest.newBuilder(events)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-ndjson")
                .header(Topics.HTTP_RESEND_HEADER, resend ? "1" : "0")
                .POST(BodyPublishers.ofByteArray(lines(batch)))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == ACCEPTED;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private byte[] lines(List<ErrorEvent> batch) {
        var lines = new ByteArrayOutputStream();
        for (var event : batch) {
            lines.writeBytes(codec.encode(event));
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
