package dev.errata.gateway;

import dev.errata.contract.Topics;
import dev.errata.http.Access;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;

/**
 * Who sent a request.
 *
 * @param project whose records these are: the project of the token
 * @param isResend whether the sender says that an earlier send of this very request may have succeeded
 */
record Sender(String project, boolean isResend) {
    private static final Set<String> YES = Set.of("1", "true");

    static Sender of(Context ctx) {
        return new Sender(Access.project(ctx), isResend(ctx));
    }

    private static boolean isResend(Context ctx) {
        var header = ctx.header(Topics.HTTP_RESEND_HEADER);
        return header != null && YES.contains(header.strip().toLowerCase(Locale.ROOT));
    }
}
