package dev.errata.http;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The server's own name for each request: {@code req_} and 20 hex digits. What a client sends is not taken for it. */
public final class RequestIds {
    static final String HEADER = "x-request-id";
    private static final int BYTES = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RequestIds() {}

    /** The id of the request that is being answered. */
    public static String of(Context ctx) {
        return ctx.res().getHeader(HEADER);
    }

    static String next() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return "req_" + HexFormat.of().formatHex(bytes);
    }
}
