package dev.errata.app.node;

import dev.errata.contract.EventIds;
import dev.errata.contract.testing.Secrets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes records with a secret in every text that a sender can fill, and remembers them. */
final class Planting {
    private static final List<String> CALLER = List.of("project", "app", "env", "region");
    private static final List<String> TARGET = List.of("provider", "model", "operation");
    private static final List<String> IDS = List.of("task_id", "call_id");
    private static final List<String> EVENT = List.of(
            "app_version",
            "key_id",
            "code",
            "type",
            "message",
            "param",
            "request_id",
            "provider_request_id",
            "trace_id",
            "limit_kind");

    private final Random random;
    private final Secrets secrets;
    private final Set<String> traces = new HashSet<>();

    Planting(Random random) {
        this.random = random;
        this.secrets = new Secrets(random);
    }

    /** What must not show anywhere. */
    Set<String> traces() {
        return traces;
    }

    ObjectNode event(Instant time) {
        var event = JsonNodeFactory.instance.objectNode();
        event.put("event_id", EventIds.random(time, random).toString()).put("time", time.toString());
        fill(event, CALLER, TARGET, IDS, EVENT);
        event.put("raw_body", text());
        event.putObject("attributes")
                .put(text(), "value")
                .put("note", text())
                .put("http.request.header.authorization", text());
        return event;
    }

    /** An event of which nothing but its place can be kept. */
    String brokenEvent() {
        return "{\"event_id\":\"%s\",\"%s\":\"".formatted(text(), text());
    }

    ObjectNode answer(Instant time) {
        var answer = JsonNodeFactory.instance.objectNode();
        answer.put("time", time.toString()).put("status", 401);
        fill(answer, CALLER, TARGET, IDS);
        answer.putObject("headers")
                .put("x-request-id", text())
                .put("authorization", text())
                .put("set-cookie", text())
                .put("www-authenticate", text());
        var body = JsonNodeFactory.instance.objectNode();
        fill(body.putObject("error"), List.of("message", "type", "code", "param"));
        return answer.put("body", body.put("request_id", text()).toString());
    }

    ObjectNode totals(Instant window, int number) {
        var totals = JsonNodeFactory.instance.objectNode();
        totals.put("source", text())
                .put("seq", number)
                .put("window", window.toString())
                .put("requests", 1);
        fill(totals, CALLER, TARGET);
        return totals;
    }

    ObjectNode outcome(Instant time) {
        var outcome = JsonNodeFactory.instance.objectNode();
        outcome.put("time", time.toString()).put("outcome", "succeeded");
        fill(outcome, CALLER, TARGET, IDS);
        // Masked ids are alike; with a number before it each is still a call of its own.
        return outcome.put("task_id", random.nextInt() + " " + text());
    }

    /** An export of OTLP with so many log records, each about a failed call. */
    ObjectNode logs(Instant time, int records) {
        var request = JsonNodeFactory.instance.objectNode();
        var scope = resource(request.putArray("resourceLogs").addObject())
                .putArray("scopeLogs")
                .addObject();
        var list = scope.putArray("logRecords");
        for (int i = 0; i < records; i++) {
            var log = list.addObject();
            log.put("timeUnixNano", nanos(time)).put("eventName", text());
            log.putObject("body").put("stringValue", text());
            var attributes = log.putArray("attributes");
            call(attributes);
            attribute(attributes, "exception.message", text());
            attribute(attributes, "exception.stacktrace", text());
        }
        return request;
    }

    /** An export of OTLP with so many spans of failed calls. */
    ObjectNode spans(Instant time, int spans) {
        var request = JsonNodeFactory.instance.objectNode();
        var scope = resource(request.putArray("resourceSpans").addObject())
                .putArray("scopeSpans")
                .addObject();
        var list = scope.putArray("spans");
        for (int i = 0; i < spans; i++) {
            var span = list.addObject();
            span.put("traceId", "%032x".formatted(random.nextLong() >>> 1 | 1))
                    .put("spanId", "%016x".formatted(random.nextLong() >>> 1 | 1))
                    .put("name", text())
                    .put("kind", 3)
                    .put("startTimeUnixNano", nanos(time.minusSeconds(1)))
                    .put("endTimeUnixNano", nanos(time));
            span.putObject("status").put("code", 2).put("message", text());
            call(span.putArray("attributes"));
        }
        return request;
    }

    private ObjectNode resource(ObjectNode holder) {
        var attributes = holder.putObject("resource").putArray("attributes");
        attribute(attributes, "service.name", text());
        attribute(attributes, "service.version", text());
        return holder;
    }

    private void call(ArrayNode attributes) {
        attributes
                .addObject()
                .put("key", "http.response.status_code")
                .putObject("value")
                .put("intValue", 500);
        for (var key : List.of("error.type", "gen_ai.request.model", "url.full", "http.response.header.x-request-id")) {
            attribute(attributes, key, text());
        }
        attribute(attributes, text(), text());
    }

    private static void attribute(ArrayNode attributes, String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }

    private static String nanos(Instant time) {
        return Long.toString(time.getEpochSecond() * 1_000_000_000L + time.getNano());
    }

    /** A text with a secret in it. */
    String text() {
        var planted = secrets.next();
        traces.add(planted.trace());
        return planted.text();
    }

    @SafeVarargs
    private void fill(ObjectNode record, List<String>... fields) {
        for (var group : fields) {
            group.forEach(field -> record.put(field, text()));
        }
    }
}
