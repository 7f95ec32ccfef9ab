package dev.errata.api;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.http.ApiException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The body of a request that changes something. */
final class JsonBody {
    private static final int MAX_BYTES = 64 * 1024;

    private JsonBody() {}

    /**
     * Reads it. A page of another site cannot send this type of content without asking first, and nobody would answer it.
     *
     * @throws ApiException 400, 413 or 415
     */
    static JsonNode read(Context ctx) {
        var type = Objects.requireNonNullElse(ctx.contentType(), "").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/json")) {
            throw ApiException.unsupportedMediaType("Content-Type must be application/json");
        }
        try {
            return Json.parse(bytes(ctx));
        } catch (InvalidRecordException e) {
            throw ApiException.badRequest("The body is " + e.getMessage());
        }
    }

    private static byte[] bytes(Context ctx) {
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
}
