package dev.errata.api;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.http.ApiException;
import dev.errata.store.deadletter.DeadLetterId;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * The body of a request to replay: {@code {"ids": ["errata.events:0:42"], "dry_run": false}}.
 *
 * @param ids without duplicates, at least one and at most {@value #MAX_IDS}
 */
record ReplayRequest(List<DeadLetterId> ids, boolean dryRun) {
    private static final int MAX_IDS = 100;
    private static final int MAX_BYTES = 64 * 1024;

    /**
     * Reads it. A page of another site cannot send this type of content without asking first, and nobody would answer it.
     *
     * @throws ApiException 400, 413 or 415
     */
    static ReplayRequest read(Context ctx) {
        var type = Objects.requireNonNullElse(ctx.contentType(), "").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/json")) {
            throw ApiException.unsupportedMediaType("Content-Type must be application/json");
        }
        try {
            return of(Json.parse(body(ctx)));
        } catch (InvalidRecordException e) {
            throw ApiException.badRequest("The body is " + e.getMessage());
        }
    }

    private static byte[] body(Context ctx) {
        try {
            var bytes = ctx.bodyInputStream().readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw ApiException.payloadTooLarge("The body is larger than " + MAX_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
