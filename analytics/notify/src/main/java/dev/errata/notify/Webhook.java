package dev.errata.notify;

import dev.errata.contract.Json;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.core.incident.State;
import dev.errata.store.incident.Audience;
import dev.errata.store.incident.Audience.Manner;
import dev.errata.store.incident.Due;
import dev.errata.store.incident.Happening;
import dev.errata.store.incident.Settlement;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An HTTP address that is told, signed, of what happens to an incident, each once or, where it did not answer, again under the same
 * key. The body has the shape of Alertmanager's webhook, so that what reads those reads these, and a member {@code errata}.
 */
final class Webhook implements Receiver {
    private static final String KEY_HEADER = "Errata-Dedupe-Key";

    /** What Alertmanager says of an alert that goes on. */
    private static final String NO_END = "0001-01-01T00:00:00Z";

    private static final int FINGERPRINT = 16;

    private final String name;
    private final URI target;
    private final Signature signature;
    private final AlertJson json;
    private final Links links;
    private final Post post;

    Webhook(String name, URI target, String secret, AddressRule rule, Links links) {
        this.name = name;
        this.target = target;
        this.signature = new Signature(secret);
        this.json = new AlertJson(links);
        this.links = links;
        this.post = new Post(rule);
    }

    @Override
    public Audience audience() {
        return new Audience(name, Manner.HAPPENING);
    }

    @Override
    public String group() {
        return name;
    }

    @Override
    public Settlement tell(Due due, Instant now) throws IOException {
        if (isOutdated(due, now)) {
            return new Settlement.Superseded();
        }
        var body = Json.write(body(due));
        var headers = Map.of(Signature.HEADER, signature.of(body, now), KEY_HEADER, due.key());
        var status = post.json(target, headers, body);
        if (status / 100 != 2) {
            throw new IOException("it answered " + status + (status / 100 == 3 ? "; redirects are not followed" : ""));
        }
        return new Settlement.Told();
    }

    /** The reminder at the end of the last snooze tells how it stands then. */
    private static boolean isOutdated(Due due, Instant now) {
        var snoozed = due.care().isSnoozed(now);
        return due.what() == Happening.REMINDER ? due.isOver() || snoozed : due.what() == Happening.CHANGED && snoozed;
    }

    private ObjectNode body(Due due) {
        var incident = due.incident();
        var id = incident.id().toString();
        var status = incident.state() == State.RESOLVED ? "resolved" : "firing";
        var end = Objects.toString(incident.times().endedAt(), NO_END);
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("version", "4")
                .put("groupKey", id)
                .put("truncatedAlerts", 0)
                .put("status", status)
                .put("receiver", name);
        body.putObject("groupLabels").put(AlertJson.INCIDENT, id);
        body.set("commonLabels", json.labels(due));
        body.set("commonAnnotations", json.annotations(due));
        body.put("externalURL", links.base().toString());
        var alert = json.of(due, null).put("status", status).put("endsAt", end);
        alert.put("fingerprint", id.replace("-", "").substring(0, FINGERPRINT));
        body.putArray("alerts").add(alert);
        var errata = body.putObject("errata")
                .put("dedupe_key", due.key())
                .put("happening", due.what().code());
        errata.set("incident", IncidentCodec.toJson(incident));
        return body;
    }
}
