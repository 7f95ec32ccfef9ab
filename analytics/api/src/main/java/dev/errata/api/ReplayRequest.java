package dev.errata.api;

import dev.errata.http.ApiException;
import dev.errata.store.deadletter.DeadLetterId;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The body of a request to replay: {@code {"ids": ["errata.events:0:42"], "dry_run": false}}.
 *
 * @param ids without duplicates, at least one and at most {@value #MAX_IDS}
 */
record ReplayRequest(List<DeadLetterId> ids, boolean dryRun) {
    private static final int MAX_IDS = 100;

    /**
     * Reads it.
     *
     * @throws ApiException 400, 413 or 415
     */
    static ReplayRequest read(Context ctx) {
        return of(JsonBody.read(ctx));
    }

    private static ReplayRequest of(JsonNode body) {
        var dryRun = body.path("dry_run");
        if (!dryRun.isMissingNode() && !dryRun.isBoolean()) {
            throw ApiException.badRequest("dry_run must be true or false").withParam("dry_run");
        }
        var ids = new ArrayList<DeadLetterId>();
        body.path("ids").forEach(id -> ids.add(DeadLetterParameters.id(id.asString(""))));
        if (ids.isEmpty() || ids.size() > MAX_IDS) {
            throw ApiException.badRequest("ids must be a list of 1 to " + MAX_IDS + " dead letters")
                    .withParam("ids");
        }
        return new ReplayRequest(ids.stream().distinct().toList(), dryRun.asBoolean(false));
    }
}
