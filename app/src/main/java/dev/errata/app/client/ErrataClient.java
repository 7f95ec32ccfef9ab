package dev.errata.app.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Asks a running Errata and sends to it; a batch is sent until its outcome is known. Safe from any thread. */
public final class ErrataClient implements AutoCloseable {
    private final Transport transport;
    private final Pause pause;

    /** A client without a token. */
    public ErrataClient(URI server, Pause pause) {
        this(server, "", pause);
    }

    /**
     * A client of the server at the given address; connects with the first question.
     *
     * @param token sent with everything; empty: none
     */
    public ErrataClient(URI server, String token, Pause pause) {
        this.transport = new Transport(server, token);
        this.pause = pause;
    }

    /** The events that carry the id, in any of their id fields. */
    public JsonNode search(String id) throws UnreachableException, RefusedException, InterruptedException {
        return get("/api/v1/events?id=" + encoded(id));
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
        return new Delivery(transport, pause, "/v1/events", joined(lines)).receipt();
    }

    /** Sends totals, each encoded as one line of JSON. */
    public Receipt sendTraffic(List<byte[]> lines) throws UnreachableException, RefusedException, InterruptedException {
        return new Delivery(transport, pause, "/v1/traffic", joined(lines)).receipt();
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
