package dev.errata.api;

import dev.errata.contract.Times;
import dev.errata.contract.normalise.Meaning;
import dev.errata.core.ticket.Alike.Share;
import dev.errata.http.Access;
import dev.errata.store.query.ErrorGroup;
import dev.errata.store.query.ErrorGroups;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Errors by fingerprint, the most frequent first. Answers {@link EventParameters}, {@code new_since}, {@code step}, {@code limit}. */
final class GroupsHandler implements Handler {
    private final ErrorGroups groups;
    private final InstantSource clock;

    GroupsHandler(ErrorGroups groups, InstantSource clock) {
        this.groups = groups;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx) {
        var sent = new EventParameters(ctx.queryParamMap(), clock.instant());
        sent.parameters().requireKnown(true, "from", "to", "fingerprint", "owner", "q", "limit", "step", "new_since");
        var question = sent.groups(Access.project(ctx));
        ctx.json(json(question, groups.answer(question)));
    }

    private static ObjectNode json(ErrorGroups.Question question, ErrorGroups.Answer answer) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("from", Times.format(question.filter().from()));
        json.put("to", Times.format(question.filter().to()));
        json.put("step_s", question.grid().step().toSeconds());
        var list = json.putArray("groups");
        answer.groups().forEach(group -> list.add(json(group)));
        return json.put("truncated", answer.truncated());
    }

    private static ObjectNode json(ErrorGroup group) {
        var event = group.samples().getFirst().event();
        var json = JsonNodeFactory.instance.objectNode();
        json.put("fingerprint", group.fingerprint());
        json.put("status", event.failure().status());
        json.put("code", event.failure().code());
        json.put("type", event.failure().type());
        json.put("template", group.template());
        json.put("owner", Meaning.of(event).owner().name().toLowerCase(Locale.ROOT));
        json.put("failures", group.failures());
        json.put("first_seen", Times.format(group.firstSeen()));
        json.put("last_seen", Times.format(group.lastSeen()));
        json.putObject("ever")
                .put("failures", group.ever().failures())
                .put("at_least", group.ever().isFloor())
                .put("first_seen", Times.format(group.ever().firstSeen()));
        var trend = json.putArray("trend");
        group.trend()
                .forEach(point ->
                        trend.addObject().put("t", Times.format(point.time())).put("failures", point.failures()));
        putShares(json, "models", group.models());
        putShares(json, "apps", group.apps());
        putShares(json, "envs", group.envs());
        var samples = json.putArray("samples");
        group.samples()
                .forEach(sample -> samples.addObject()
                        .put("event_id", sample.event().eventId().toString())
                        .put("time", Times.format(sample.event().time()))
                        .put("request_id", sample.event().ids().requestId())
                        .put("message", sample.event().failure().message()));
        return json;
    }

    private static void putShares(ObjectNode json, String name, List<Share> shares) {
        var list = json.putArray(name);
        shares.forEach(share -> list.addObject()
                .put("name", share.name().isEmpty() ? null : share.name())
                .put("failures", share.count()));
    }
}
