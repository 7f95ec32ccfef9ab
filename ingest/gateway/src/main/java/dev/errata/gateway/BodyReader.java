package dev.errata.gateway;

import dev.errata.http.Access;
import dev.errata.http.ApiException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Reads a request's body within its limits, and decompresses it. Safe from any thread. */
final class BodyReader {
    static final int BODY_BYTES = 4 * 1024 * 1024;
    static final int DECOMPRESSED_BYTES = 16 * 1024 * 1024;

    private static final int RATIO = 100;
    private static final int SMALL_BYTES = 1024 * 1024;
    private static final int MIN_BYTES_PER_SECOND = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final InFlightBytes inFlight;
    private final ProjectLimits limits;

    BodyReader(InstantSource clock, InFlightBytes inFlight, ProjectLimits limits) {
        this.clock = clock;
        this.inFlight = inFlight;
        this.limits = limits;
    }

    ProjectLimits limits() {
        return limits;
    }

    /**
     * Lets a request in, before any of its body is read.
     *
     * @throws ApiException 413 where it says that its body is too large, 429 where there is no room for it or the
     *     project has sent too much
     */
    InFlightBytes.Room enter(Context ctx) {
        var project = Access.project(ctx);
        var announced = ctx.req().getContentLengthLong();
        checkBody(announced);
        var room = inFlight.enter(project, Math.max(0, announced));
        limits.takeBytes(project, Math.max(0, announced));
        return room;
    }

    /**
     * The decompressed body.
     *
     * @throws ApiException 400 where it is empty or damaged, 408 where it trickles, 413 where it is too large, 429
     *     where there is no room
     */
    byte[] read(Context ctx, Encoding encoding, InFlightBytes.Room room) {
        var body = readAny(ctx, encoding, room);
        if (body.length == 0) {
            throw ApiException.badRequest("empty_body", "The request has no body");
        }
        return body;
    }

    /** As {@link #read}, where an empty body says something, too. */
    byte[] readAny(Context ctx, Encoding encoding, InFlightBytes.Room room) {
        var body = receive(ctx, room);
        if (ctx.req().getContentLengthLong() < 0) {
            limits.spendBytes(room.project(), body.length);
        }
        if (body.length == 0) {
            return body;
        }
        var decoded = decode(body, encoding);
        room.growTo(decoded.length);
        return decoded;
    }

    private byte[] receive(Context ctx, InFlightBytes.Room room) {
        try {
            return receive(ctx.bodyInputStream(), ctx.req().getContentLengthLong(), room);
        } catch (IOException e) {
            throw ApiException.badRequest("The body ends before its announced length");
        }
    }

    private byte[] receive(InputStream in, long announced, InFlightBytes.Room room) throws IOException {
        var body = new GrowingBody(announced);
        var start = clock.instant();
        while (body.readFrom(in)) {
            checkBody(body.size());
            checkPace(start, body.size());
            room.growTo(body.size());
        }
        return body.bytes();
    }

    private static void checkBody(long bytes) {
        if (bytes > BODY_BYTES) {
            throw ApiException.payloadTooLarge("The body is larger than " + BODY_BYTES + " bytes");
        }
    }

    private void checkPace(Instant start, long bytes) {
        var enoughUntil = start.plus(PATIENCE).plusSeconds(bytes / MIN_BYTES_PER_SECOND);
        if (clock.instant().isAfter(enoughUntil)) {
            throw ApiException.requestTimeout("The body comes too slowly");
        }
    }

    /** The ratio is limited too: a small body cannot claim a lot of memory. */
    private static byte[] decode(byte[] body, Encoding encoding) {
        var limit = Math.clamp((long) body.length * RATIO, SMALL_BYTES, DECOMPRESSED_BYTES);
        try {
            return encoding.decode(body, limit);
        } catch (IOException e) {
            throw ApiException.badRequest("The body cannot be decompressed: it is truncated or damaged");
        }
    }
}
