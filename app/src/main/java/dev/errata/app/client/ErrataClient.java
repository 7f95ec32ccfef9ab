package dev.errata.app.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

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

    /** A ticket for these ids as text, by the other parameters of {@code GET /api/v1/tickets}. */
    public String ticket(List<String> ids, Map<String, String> parameters)
            throws UnreachableException, RefusedException, InterruptedException {
        var named = ids.stream().map(id -> "id=" + encoded(id)).collect(Collectors.joining("&"));
        var request = transport.request("/api/v1/tickets?" + named + "&" + query(parameters));
        try {
            return transport.text(request.build());
        } catch (IOException e) {
            throw transport.unreachable(e);
        }
    }

    /** A page of failures, by the parameters of {@code GET /api/v1/events}. */
    public JsonNode events(Map<String, String> parameters)
            throws UnreachableException, RefusedException, InterruptedException {
        return get("/api/v1/events?" + query(parameters));
    }

    /** Errors by fingerprint, by the parameters of {@code GET /api/v1/groups}. */
    public JsonNode groups(Map<String, String> parameters)
            throws UnreachableException, RefusedException, InterruptedException {
        return get("/api/v1/groups?" + query(parameters));
    }

    /** The lines of an export, by the parameters of {@code GET /api/v1/export}. */
    public void export(Map<String, String> parameters, Consumer<String> line)
            throws UnreachableException, RefusedException, InterruptedException {
        lines(transport.request("/api/v1/export?" + query(parameters)), line);
    }

    /** The lines of an export of totals, by the parameters of {@code GET /api/v1/export/traffic}. */
    public void exportTraffic(Map<String, String> parameters, Consumer<String> line)
            throws UnreachableException, RefusedException, InterruptedException {
        lines(transport.request("/api/v1/export/traffic?" + query(parameters)), line);
    }

    /**
     * The lines of one stream of server-sent events, by the parameters of {@code GET /api/v1/tail}.
     *
     * @param after the id where an earlier stream ended; empty for the first
     */
    public void tail(Map<String, String> parameters, String after, Consumer<String> line)
            throws UnreachableException, RefusedException, InterruptedException {
        var request = transport.request("/api/v1/tail?" + query(parameters));
        lines(after.isEmpty() ? request : request.header("Last-Event-ID", after), line);
    }

    private void lines(HttpRequest.Builder request, Consumer<String> line)
            throws UnreachableException, RefusedException, InterruptedException {
        try {
            transport.lines(request, line);
        } catch (IOException e) {
            throw transport.unreachable(e);
        }
    }

    /** Rates, by the parameters of {@code GET /api/v1/rates}. */
    public JsonNode rates(Map<String, String> parameters)
            throws UnreachableException, RefusedException, InterruptedException {
        return get("/api/v1/rates?" + query(parameters));
    }

    /** What clients do after failures, by the parameters of {@code GET /api/v1/retries}. */
    public JsonNode retries(Map<String, String> parameters)
            throws UnreachableException, RefusedException, InterruptedException {
        return get("/api/v1/retries?" + query(parameters));
    }

    /** How asynchronous tasks end, by the parameters of {@code GET /api/v1/tasks}. */
    public JsonNode tasks(Map<String, String> parameters)
            throws UnreachableException, RefusedException, InterruptedException {
        return get("/api/v1/tasks?" + query(parameters));
    }

    /** A page of dead letters, by the parameters of {@code GET /api/v1/dead-letters}. */
    public JsonNode deadLetters(Map<String, String> parameters)
            throws UnreachableException, RefusedException, InterruptedException {
        return get("/api/v1/dead-letters?" + query(parameters));
    }

    /** One dead letter. */
    public JsonNode deadLetter(String id) throws UnreachableException, RefusedException, InterruptedException {
        return get("/api/v1/dead-letters/" + encoded(id));
    }

    /** Replays dead letters, or says what a replay would do. */
    public JsonNode replayDeadLetters(List<String> ids, boolean dryRun)
            throws UnreachableException, RefusedException, InterruptedException {
        var body = JsonNodeFactory.instance.objectNode().put("dry_run", dryRun);
        ids.forEach(body.putArray("ids")::add);
        return post("/api/v1/dead-letters/replay", body);
    }

    /** A page of incidents, by the parameters of {@code GET /api/v1/incidents}. */
    public JsonNode incidents(Map<String, String> parameters)
            throws UnreachableException, RefusedException, InterruptedException {
        return get("/api/v1/incidents?" + query(parameters));
    }

    /** One incident with its evidence. */
    public JsonNode incident(String id) throws UnreachableException, RefusedException, InterruptedException {
        return get("/api/v1/incidents/" + encoded(id));
    }

    /** Says that somebody is on it; empty: who is not said. */
    public JsonNode acknowledgeIncident(String id, String by)
            throws UnreachableException, RefusedException, InterruptedException {
        return post(
                "/api/v1/incidents/" + encoded(id) + "/acknowledge",
                JsonNodeFactory.instance.objectNode().put("by", by));
    }

    /** Keeps it quiet for so long, as in {@code 2h}. */
    public JsonNode snoozeIncident(String id, String time, String by)
            throws UnreachableException, RefusedException, InterruptedException {
        return post(
                "/api/v1/incidents/" + encoded(id) + "/snooze",
                JsonNodeFactory.instance.objectNode().put("for", time).put("by", by));
    }

    /** Sends error events, each encoded as one line of JSON. */
    public Receipt sendEvents(List<byte[]> lines) throws UnreachableException, RefusedException, InterruptedException {
        return new Delivery(transport, pause, "/v1/events", joined(lines)).receipt();
    }

    /** Sends totals, each encoded as one line of JSON. */
    public Receipt sendTraffic(List<byte[]> lines) throws UnreachableException, RefusedException, InterruptedException {
        return new Delivery(transport, pause, "/v1/traffic", joined(lines)).receipt();
    }

    /** Sends outcomes of calls and tasks, each encoded as one line of JSON. */
    public Receipt sendOutcomes(List<byte[]> lines)
            throws UnreachableException, RefusedException, InterruptedException {
        return new Delivery(transport, pause, "/v1/outcomes", joined(lines)).receipt();
    }

    @Override
    public void close() {
        transport.close();
    }

    private JsonNode get(String pathAndQuery) throws UnreachableException, RefusedException, InterruptedException {
        return ask(transport.request(pathAndQuery).build());
    }

    private JsonNode post(String path, JsonNode body)
            throws UnreachableException, RefusedException, InterruptedException {
        return ask(transport
                .request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.write(body)))
                .build());
    }

    private JsonNode ask(HttpRequest request) throws UnreachableException, RefusedException, InterruptedException {
        try {
            var answer = transport.send(request);
            if (answer.isOk()) {
                return answer.body();
            }
            throw new RefusedException(answer.status(), answer.body());
        } catch (IOException e) {
            throw transport.unreachable(e);
        }
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
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
