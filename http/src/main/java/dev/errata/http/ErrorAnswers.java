package dev.errata.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a handler threw into an answer in the format of the error reference. */
final class ErrorAnswers implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    @Override
    public void register(RoutesConfig routes) {
        routes.exception(ApiException.class, (error, ctx) -> write(ctx, error));
        routes.exception(HttpResponseException.class, (error, ctx) -> write(ctx, translated(error, ctx)));
        routes.exception(Exception.class, ErrorAnswers::unexpected);
        routes.error(500, ErrorAnswers::internal);
    }

    private static void write(Context ctx, ApiException error) {
        error.headers().forEach(ctx::header);
        ctx.status(error.status()).json(error.toJson(RequestIds.of(ctx)));
    }

    /** Javalin's own refusals: no such path, wrong method, and what its parameter parsers throw. */
    private static ApiException translated(HttpResponseException error, Context ctx) {
        return switch (error.getStatus()) {
            case 404 -> isTrace(ctx) ? ApiException.methodNotAllowed("") : ApiException.notFound("No such path");
            case 405 ->
                ApiException.methodNotAllowed(
                        String.join(", ", error.getDetails().values()));
            default -> ApiException.of(ErrorKind.of(error.getStatus()), "The request cannot be served");
        };
    }

    /** Refused on every path, also where there is none. */
    private static boolean isTrace(Context ctx) {
        return ctx.method().equals(HandlerType.TRACE);
    }

    private static void unexpected(Exception error, Context ctx) {
        LOG.error("{} {} {} failed", RequestIds.of(ctx), ctx.method(), ctx.path(), error);
        ctx.status(ErrorKind.SERVER_ERROR.status);
    }

    /** The one answer to a bug, whether it was an exception or, as a stack overflow, an error. */
    private static void internal(Context ctx) {
        write(ctx, ApiException.of(ErrorKind.SERVER_ERROR, "Internal error; quote the request id when you report it"));
    }
}
