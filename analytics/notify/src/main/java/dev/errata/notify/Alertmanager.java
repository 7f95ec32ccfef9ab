package dev.errata.notify;

import dev.errata.contract.Json;
import dev.errata.store.incident.Audience;
import dev.errata.store.incident.Audience.Manner;
import dev.errata.store.incident.Due;
import dev.errata.store.incident.Settlement;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One Alertmanager, by its API v2. It is told of an incident again and again while that goes on, each time with an end a few
 * rounds ahead, and for some minutes of its end. A snooze is a silence there: were the alert withheld instead, Alertmanager would
 * take it for resolved and say so.
 */
final class Alertmanager implements Receiver {
    static final String GROUP = "alertmanager";

    /** Rounds that may be missed before it takes an incident for over. */
    private static final int ROUNDS = 4;

    private final URI alerts;
    private final URI silences;
    private final Audience audience;
    private final AlertJson json;
    private final Rhythm rhythm;
    private final Post post = new Post(AddressRule.ANY);

    Alertmanager(URI base, Links links, Rhythm rhythm) {
        this.alerts = below(base, "/api/v2/alerts");
        this.silences = below(base, "/api/v2/silences");
        this.audience = new Audience(
                GROUP + " " + base.getRawAuthority() + base.getRawPath().replaceAll("/+$", ""), Manner.STANDING);
        this.json = new AlertJson(links);
        this.rhythm = rhythm;
    }

    @Override
    public Audience audience() {
        return audience;
    }

    @Override
    public String group() {
        return GROUP;
    }

    @Override
    public Settlement tell(Due due, Instant now) throws IOException {
        var silencedUntil = due.isClosing() ? null : silence(due, now);
        send(alerts, JsonNodeFactory.instance.arrayNode().add(json.of(due, endsAt(due, now))));
        if (!due.isClosing()) {
            return new Settlement.Repeat(rhythm.resend(), null, silencedUntil);
        }
        var until = Objects.requireNonNullElse(due.progress().closingUntil(), now.plus(rhythm.closing()));
        return now.isBefore(until) ? new Settlement.Repeat(rhythm.resend(), until, null) : new Settlement.Told();
    }

    /** The latest that it is known to be silent for; null: it is not. */
    private @Nullable Instant silence(Due due, Instant now) throws IOException {
        var wanted = due.care().snoozedUntil();
        var known = due.progress().silencedUntil();
        if (wanted == null || !now.isBefore(wanted) || wanted.equals(known)) {
            return known;
        }
        var by = due.care().snoozedBy();
        var silence = JsonNodeFactory.instance.objectNode();
        silence.putArray("matchers")
                .addObject()
                .put("name", AlertJson.INCIDENT)
                .put("value", due.incident().id().toString())
                .put("isRegex", false)
                .put("isEqual", true);
        silence.put("startsAt", now.toString())
                .put("endsAt", wanted.toString())
                .put("createdBy", by == null ? "errata" : by)
                .put("comment", "Snoozed in Errata");
        send(silences, silence);
        return wanted;
    }

    private Instant endsAt(Due due, Instant now) {
        if (!due.isClosing()) {
            return now.plus(rhythm.resend().multipliedBy(ROUNDS));
        }
        var times = due.incident().times();
        var end = due.isOver() ? times.endedAt() : due.progress().supersededAt();
        var known = Objects.requireNonNullElse(end, times.updatedAt());
        return known.isBefore(times.startedAt()) ? times.startedAt() : known;
    }

    private void send(URI target, JsonNode body) throws IOException {
        var status = post.json(target, Map.of(), Json.write(body));
        if (status / 100 != 2) {
            throw new IOException(target.getPath() + " was answered with " + status);
        }
    }

    private static URI below(URI base, String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + path);
    }
}
