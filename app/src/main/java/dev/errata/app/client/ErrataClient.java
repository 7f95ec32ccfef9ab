package dev.errata.app.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Asks a running Errata and sends to it. A batch is sent until the server has said what became of it; from the first
 * unknown outcome on it is marked as a resend, so that nothing counts twice. Safe from any thread.
 */
public final class ErrataClient implements AutoCloseable {
    private static final int ATTEMPTS = 8;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final Transport transport;
    private final Pause pause;

    /** A client of the server at the given address; connects with the first question. */
    public ErrataClient(URI server, Pause pause) {
        this.transport = new Transport(server);
        this.pause = pause;
    }

    /** The events that carry the id, in any of their id fields. */
    public JsonNode search(String id) throws UnreachableException, RefusedException, InterruptedException {
        return get("/api/v1/events/" + encoded(id));
    }

    /** Rates, by the parameters of {@code GET /api/v1/rates}. */
    public JsonNode rates(Map<String, String> parameters)
            throws UnreachableException, RefusedException, InterruptedException {
        var query = parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return get("/api/v1/rates?" + query);
    }

    /** Sends error events, each encoded as one line of JSON. */
    public Receipt sendEvents(List<byte[]> lines) throws UnreachableException, RefusedException, InterruptedException {
        return post("/v1/events", lines);
    }

    /** Sends totals, each encoded as one line of JSON. */
    public Receipt sendTraffic(List<byte[]> lines) throws UnreachableException, RefusedException, InterruptedException {
        return post("/v1/traffic", lines);
    }

    @Override
    public void close() {
        transport.close();
    }

    private JsonNode get(String pathAndQuery) throws UnreachableException, RefusedException, InterruptedException {
        try {
            var answer = transport.send(transport.request(pathAndQuery).build());
            if (answer.isOk()) {
                return answer.body();
            }
            throw new RefusedException(answer.status(), answer.body());
        } catch (IOException e) {
            throw transport.unreachable(e);
        }
    }

    private Receipt post(String path, List<byte[]> lines)
            throws UnreachableException, RefusedException, InterruptedException {
        var body = joined(lines);
        var resend = false;
        for (int attempt = 1; ; attempt++) {
            var wait = FIRST_WAIT.multipliedBy(1L << (attempt - 1));
            try {
                var answer = transport.send(batch(path, body, resend));
                if (answer.isReceipt()) {
                    return ReceiptReader.read(answer.body());
                }
                if (attempt == ATTEMPTS || !answer.isBusy() && !answer.isUnknownOutcome()) {
                    throw new RefusedException(answer.status(), answer.body());
                }
                resend |= answer.isUnknownOutcome();
                wait = answer.retryAfter().orElse(wait);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw transport.unreachable(e);
                }
                resend = true;
            }
            pause.sleep(wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait);
        }
    }

    private HttpRequest batch(String path, byte[] body, boolean resend) {
        var request = transport
                .request(path)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArray(body));
        return (resend ? request.header(Topics.HTTP_RESEND_HEADER, "1") : request).build();
    }

    private static byte[] joined(List<byte[]> lines) {
        var body = new ByteArrayOutputStream();
        for (var line : lines) {
            body.writeBytes(line);
            body.write('\n');
        }
        return body.toByteArray();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
